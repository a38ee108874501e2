import { addDays, type Instant } from '@threadline/domain';
import { dateMoment, dayMeant, type DateTrigger } from './date.trigger.js';

/** From one moment to another, the first not included. */
export interface Stretch {
  from: Instant;
  to: Instant;
}

/** Every zone's offset is a multiple of this, and lies between these. https://www.iana.org/time-zones */
const offsetStepMs = 15 * 60_000;
const hourMs = 3_600_000;
const earliestMs = -14 * hourMs;
/** UTC-12, and an hour for a time of day that is skipped. */
const latestMs = 13 * hourMs;

/** How many days the day of a moment may be off: a zone is a day ahead or behind, and months have 28 to 31 days. */
const slackDays = ({ offset }: Pick<DateTrigger, 'offset'>) => (offset === undefined ? 1 : 5);

/**
 * The days that a field may hold for a trigger to fire within a stretch of time somewhere on Earth, none in most minutes of a day. They
 * are more than those that do, because the zones are not known here, and the day a date-time is written with may be another one in its
 * contact's: whoever has the contact judges exactly.
 */
export function dateReach(trigger: Pick<DateTrigger, 'offset' | 'at'>, stretch: Stretch): string[] {
  const first = addDays(dayMeant(stretch.from, trigger), -slackDays(trigger));
  const last = addDays(dayMeant(stretch.to, trigger), slackDays(trigger));
  const days: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) if (arrives(trigger, day, stretch)) days.push(day);
  return [...new Set(days.flatMap((day) => [addDays(day, -1), day, addDays(day, 1)]))];
}

/** Whether the day's moment falls into the stretch in some zone. */
function arrives(trigger: Pick<DateTrigger, 'offset' | 'at'>, day: string, { from, to }: Stretch): boolean {
  const inUtc = dateMoment(trigger, day, 'UTC');
  const soonest = Math.max(from + 1, inUtc + earliestMs);
  const moment = inUtc + Math.ceil((soonest - inUtc) / offsetStepMs) * offsetStepMs;
  return moment <= Math.min(to, inUtc + latestMs);
}
