import { Injectable } from '@nestjs/common';
import { Counter, Registry } from '@threadline/platform';
import { problemOf } from '../http/problem-of.js';

/**
 * What became of what a webhook told: an event, or nothing, because we have no use for it, nobody here owns the number, it names
 * nobody, waits for the order that will tell whom it is about, or no event of ours can hold it.
 */
export type Became = 'event' | 'unsupported' | 'unknown_number' | 'of_nobody' | 'waits_for_order' | 'misfit';

/** What came in from outside, in numbers. */
@Injectable()
export class IngressMetrics {
  private readonly updates: Counter<'became'>;
  private readonly refusals: Counter<'reason'>;

  constructor(registry: Registry) {
    this.updates = new Counter({
      name: 'threadline_ingress_updates_total',
      help: 'Updates in webhooks, by what became of them',
      labelNames: ['became'],
      registers: [registry],
    });
    this.refusals = new Counter({
      name: 'threadline_ingress_refused_total',
      help: 'Webhooks that were not taken, by the code of the problem',
      labelNames: ['reason'],
      registers: [registry],
    });
  }

  updated(became: Became, count: number): void {
    this.updates.inc({ became }, count);
  }

  refused(error: unknown): void {
    this.refusals.inc({ reason: problemOf(error).code });
  }
}
