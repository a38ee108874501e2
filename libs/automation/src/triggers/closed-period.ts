import { closedPeriod, type ClosedPeriod } from '@threadline/domain';
import { z } from 'zod';
import type { TriggerEvent } from '../engine/world.js';
import type { TriggerFacts } from './define-trigger.js';

/** How often a trigger answers in a time in which nobody works. */
export const Repeat = z
  .enum(['once_per_period', 'every_message'])
  .default('once_per_period')
  .describe('Once per contact and closed period, or at every message.');

/** The closed time an event falls into; undefined while work is done or nobody has said when it is. */
export const closedAt = ({ time }: TriggerEvent, { calendar }: TriggerFacts): ClosedPeriod | undefined =>
  calendar && closedPeriod(calendar, time);

/** What a trigger fires once for: the closed period around an event. */
export const periodOf = (event: TriggerEvent, facts: TriggerFacts): string | undefined => {
  const period = closedAt(event, facts);
  return period && `closed since ${new Date(period.since).toISOString()}`;
};
