import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { AutomationSchedules } from '@threadline/automations';
import type { Logger } from '@threadline/platform';
import type { OutboxRelay, TemporalRuns } from '@threadline/runs';
import { Loop } from './loop.js';

/** A call to Temporal is made right after its commit; what is older than this was missed. */
const overdueMs = 2_000;

/** What carries something out of the database. */
export interface Relayed {
  outbox: OutboxRelay;
  temporal: TemporalRuns;
  schedules: AutomationSchedules;
}

/** Keeps what transactions owe moving: events to Kafka, and calls and schedules that Temporal did not take. */
@Injectable()
export class Relays implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loops: readonly Loop[];

  constructor({ outbox, temporal, schedules }: Relayed, logger: Logger) {
    const onError = (what: string) => (err: unknown) => logger.warn({ err }, `${what}; trying again`);
    this.loops = [
      new Loop({
        act: () => outbox.drain(),
        idleMs: 200,
        gatherMs: 200,
        onError: onError('the outbox could not be sent'),
      }),
      new Loop({
        act: () => temporal.deliverOverdue(overdueMs),
        idleMs: 1_000,
        onError: onError('Temporal does not take calls'),
      }),
      new Loop({ act: () => schedules.keep(), idleMs: 2_000, onError: onError('Temporal does not take schedules') }),
    ];
  }

  onApplicationBootstrap(): void {
    for (const loop of this.loops) loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }
}
