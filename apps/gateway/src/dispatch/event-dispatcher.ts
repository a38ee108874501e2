import { Injectable } from '@nestjs/common';
import { seenEventOf } from '@threadline/contracts';
import { DeadLetters, type ConsumedBatch, type DeadLetterReason } from '@threadline/kafka';
import { ConcurrencyLimit } from './concurrency-limit.js';
import { isCuredByWaiting } from './cured-by-waiting.js';
import { DispatchMetrics } from './dispatch-metrics.js';
import { DispatchOptions } from './dispatch-options.js';
import { EventHandler, type SingleEvent } from './event-handler.js';
import { lanesOf, runLanes } from './lanes.js';
import { Pauses } from './pauses.js';
import { readBatch, type DeadMessage, type ReadBatch } from './read-batch.js';

const attempts = 3;

/**
 * Handles a batch of Kafka messages: events of one key in order, keys side by side. What cannot be read, and what fails three
 * times, becomes a dead letter and holds nobody up. It rejects only for what waiting cures; the batch then comes again.
 */
@Injectable()
export class EventDispatcher {
  private readonly limit: ConcurrencyLimit;

  constructor(
    private readonly handler: EventHandler,
    private readonly deadLetters: DeadLetters,
    private readonly metrics: DispatchMetrics,
    private readonly options: DispatchOptions,
  ) {
    this.limit = new ConcurrencyLimit(options.concurrency);
  }

  async handle({ topic, groupId, messages }: ConsumedBatch): Promise<void> {
    this.metrics.consumed.inc({ topic }, messages.length);
    const { singles, statuses, dead } = readBatch(messages);
    const pauses = new Pauses(this.options.pause);
    const fresh = await this.withoutRepeats(await this.heard(singles, pauses), pauses);
    const lanes = lanesOf(fresh, ({ message }) => message.key ?? '');
    await runLanes(lanes, this.limit, async (received) => {
      const error = await tryThrice(
        () => this.handleOne(received.event),
        (failures) => this.limit.stepAside(() => pauses.after(failures)),
      );
      if (error) dead.push({ message: received.message, reason: reasonOf(error) });
    });
    dead.push(...(await this.handleStatuses(statuses, pauses)));
    // Last, so that a batch which comes again for another reason does not bury its dead twice.
    await Promise.all(dead.map((one) => this.bury(one, groupId)));
  }

  /** Without those nobody listens to. */
  private async heard(singles: ReadBatch['singles'], pauses: Pauses): Promise<ReadBatch['singles']> {
    const unheard = await this.lookUp(singles, pauses, (events) => this.handler.unheard(events));
    const heard = singles.filter(({ event }) => !unheard.has(event));
    this.metrics.unheard.inc(singles.length - heard.length);
    return heard;
  }

  private async withoutRepeats(singles: ReadBatch['singles'], pauses: Pauses): Promise<ReadBatch['singles']> {
    const names = new Set(await this.lookUp(singles, pauses, (events) => this.handler.seen(events)));
    const fresh = singles.filter(({ event }) => {
      const name = seenEventOf(event);
      const isNew = !names.has(name);
      names.add(name);
      return isNew;
    });
    this.metrics.deduplicated.inc(singles.length - fresh.length);
    return fresh;
  }

  /** Look-ups only save work: what they would drop changes nothing in its transaction either, so a defect here holds up nothing. */
  private async lookUp<Found>(
    singles: ReadBatch['singles'],
    pauses: Pauses,
    find: (events: readonly SingleEvent[]) => Promise<ReadonlySet<Found>>,
  ): Promise<ReadonlySet<Found>> {
    if (singles.length === 0) return new Set();
    let found: ReadonlySet<Found> = new Set();
    const look = async () => void (found = await find(singles.map(({ event }) => event)));
    const error = await tryThrice(look, (failures) => pauses.after(failures));
    if (error) this.options.kafka.logger.error({ err: error }, 'events cannot be looked up');
    return found;
  }

  private async handleOne(event: SingleEvent): Promise<void> {
    const outcome = await this.handler.handle(event);
    if (outcome === 'repeated') this.metrics.deduplicated.inc();
  }

  /** Together; when that fails for good, one by one, to find those at fault. Gives those. */
  private async handleStatuses(statuses: ReadBatch['statuses'], pauses: Pauses): Promise<DeadMessage[]> {
    if (statuses.length === 0) return [];
    const act = () => this.handler.handleStatuses(statuses.map(({ event }) => event));
    const error = await tryThrice(act, (failures) => pauses.after(failures));
    if (!error) return [];
    if (statuses.length === 1) return statuses.map(({ message }) => ({ message, reason: reasonOf(error) }));
    const dead: DeadMessage[] = [];
    for (const one of statuses) dead.push(...(await this.handleStatuses([one], pauses)));
    return dead;
  }

  private async bury({ message, reason }: DeadMessage, groupId: string): Promise<void> {
    await this.deadLetters.put(message, groupId, reason);
    this.metrics.deadLettered.inc({ code: reason.code });
    const { topic, partition, offset } = message;
    const { code, text } = reason;
    this.options.kafka.logger.warn({ topic, partition, offset, code, reason: text }, 'a message became a dead letter');
  }
}

/** Gives the last error when the work failed three times; throws one that waiting cures. */
async function tryThrice(
  work: () => Promise<void>,
  pauseAfter: (failures: number) => Promise<void>,
): Promise<Error | undefined> {
  for (let attempt = 1; ; attempt++) {
    try {
      await work();
      return undefined;
    } catch (error) {
      if (isCuredByWaiting(error)) throw error;
      if (attempt === attempts) return error instanceof Error ? error : new Error(String(error));
    }
    await pauseAfter(attempt);
  }
}

const domainCode = /^[a-z]+(_[a-z]+)+$/;

/** A domain error says by its own code what is wrong with the event; any other is a defect of ours. */
function reasonOf(error: Error): DeadLetterReason {
  const { code } = error as { code?: unknown };
  const stack = error.stack === undefined ? {} : { stack: error.stack };
  if (typeof code === 'string' && domainCode.test(code)) return { code, text: error.message, ...stack };
  return { code: 'handling_failed', text: `Handling failed ${attempts} times: ${error.message}`, ...stack };
}
