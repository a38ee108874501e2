import { Injectable } from '@nestjs/common';
import { Counter, Registry } from '@threadline/platform';

/** What came in from outside, in numbers. */
@Injectable()
export class IngressMetrics {
  private readonly updates: Counter;
  private readonly refused: Counter<'reason'>;

  constructor(registry: Registry) {
    this.updates = new Counter({
      name: 'threadline_ingress_updates_total',
      help: 'Updates in webhooks, by what became of them: an event, or nothing of ours',
      labelNames: ['became'],
      registers: [registry],
    });
    this.refused = new Counter({
      name: 'threadline_ingress_refused_total',
      help: 'Webhooks that were not taken, by reason',
      labelNames: ['reason'],
      registers: [registry],
    });
  }

  received({ updates, events }: { updates: number; events: number }): void {
    this.updates.inc({ became: 'event' }, events);
    this.updates.inc({ became: 'nothing' }, updates - events);
  }

  refusedFor(reason: 'signature' | 'unreadable' | 'kafka'): void {
    this.refused.inc({ reason });
  }
}
