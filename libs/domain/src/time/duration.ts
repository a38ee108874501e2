import { DateTime, type DurationLikeObject } from 'luxon';
import { z } from 'zod';
import { lastInstant, type Instant } from './instant.js';

/** ISO 8601 durations without fractions, except seconds: `P1DT2H`, `PT0.5S`, `P2W`. Weeks may stand beside other parts. */
const pattern =
  /^P(?!$)(?:(\d{1,5})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?=\d)(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9}(?:\.\d{1,3})?)S)?)?$/;

/** A duration in ISO 8601. Date parts are calendar time in a zone, time parts are exact. */
export const Duration = z
  .string()
  .regex(pattern, 'is not an ISO 8601 duration; write one such as PT30M, PT24H, P1D or P2W')
  .meta({
    id: 'Duration',
    description: 'ISO 8601 duration. Date parts (`P1D`) are calendar time in the zone, time parts (`PT24H`) are exact.',
    example: 'P1D',
  });
export type Duration = z.infer<typeof Duration>;

interface Parts {
  date: DurationLikeObject;
  timeMs: number;
}

/**
 * The moment a duration after an instant. First the date parts move the local calendar date, keeping the time of day across
 * daylight saving changes (a time that does not exist that day moves forward by the gap, an ambiguous one is the earlier), then
 * the time parts are added exactly. Never later than {@link lastInstant}.
 * @throws RangeError for something that is not a duration
 */
export function addDuration(instant: Instant, duration: Duration, zone: string): Instant {
  return move(instant, partsOf(duration), { zone, sign: 1 });
}

/** The moment a duration before an instant, by the same rules. */
export function subtractDuration(instant: Instant, duration: Duration, zone: string): Instant {
  return move(instant, partsOf(duration), { zone, sign: -1 });
}

/** The shortest time a duration can last in any zone, in milliseconds: a day may have 23 hours, a month 28 days. */
export function shortestMs(duration: Duration): number {
  const { date, timeMs } = partsOf(duration);
  const days = (date.years ?? 0) * 365 + (date.months ?? 0) * 28 + (date.weeks ?? 0) * 7 + (date.days ?? 0);
  return Math.max(0, days * 24 - (days > 0 ? 1 : 0)) * 3_600_000 + timeMs;
}

function move(instant: Instant, { date, timeMs }: Parts, { zone, sign }: { zone: string; sign: 1 | -1 }): Instant {
  const from = DateTime.fromMillis(instant, { zone });
  const onDate = hasDateParts(date) ? (sign === 1 ? from.plus(date) : from.minus(date)) : from;
  const moved = onDate.toMillis() + sign * timeMs;
  return Number.isFinite(moved) ? Math.min(moved, lastInstant) : lastInstant;
}

function partsOf(duration: Duration): Parts {
  const match = pattern.exec(duration);
  if (!match) throw new RangeError(`not an ISO 8601 duration: ${duration}`);
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return {
    date: { years, months, weeks, days },
    timeMs: Math.round(((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000 + (seconds ?? 0) * 1_000),
  };
}

const hasDateParts = (date: DurationLikeObject) => Object.values(date).some((part) => part !== 0);

/** How long a duration lasts as people reckon, in milliseconds: a day has 24 hours, a month 30 days, a year 365. */
export function nominalMs(duration: Duration): number {
  const { date, timeMs } = partsOf(duration);
  const days = (date.years ?? 0) * 365 + (date.months ?? 0) * 30 + (date.weeks ?? 0) * 7 + (date.days ?? 0);
  return days * 86_400_000 + timeMs;
}
