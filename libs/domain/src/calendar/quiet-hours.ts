import { z } from 'zod';
import { stableShare } from '../hash/stable-share.js';
import type { Instant } from '../time/instant.js';
import { countryHolidays } from './country-holidays.js';
import { addDays, LocalTime, localDateOf, minuteOfDay, minutesOf, momentOn } from '../time/local-time.js';

/** Hours in which nothing is sent, by the clock on the contact's wall. `to` before `from` spans midnight. */
export const QuietHours = z
  .strictObject({ from: LocalTime, to: LocalTime })
  .refine(({ from, to }) => from !== to, { message: 'begins and ends at the same time' })
  .meta({ id: 'QuietHours' });
export type QuietHours = z.infer<typeof QuietHours>;

/** Sends that waited for the end of quiet hours are spread over this time, so that they do not come all at once. */
const spreadMs = 15 * 60 * 1_000;

/** When quiet hours around a moment end in a zone; undefined when it is not quiet. */
export function quietUntil({ from, to }: QuietHours, instant: Instant, zone: string): Instant | undefined {
  const minute = minuteOfDay(instant, zone);
  const [begins, ends] = [minutesOf(from), minutesOf(to)];
  const isQuiet = begins < ends ? minute >= begins && minute < ends : minute >= begins || minute < ends;
  if (!isQuiet) return undefined;
  const today = localDateOf(instant, zone);
  const endsToday = momentOn(today, to, zone);
  return endsToday > instant ? endsToday : momentOn(addDays(today, 1), to, zone);
}

/** No run of public holidays anywhere is longer. */
const longestHolidays = 30;

/** Whose quiet hours, and when: `country` is the ISO 3166 code whose public holidays count, when any do. */
interface Around {
  instant: Instant;
  zone: string;
  country?: string | undefined;
}

/** The same with public holidays, which are quiet from midnight to midnight; undefined when it is not quiet. */
function quietUntilWorkday(quiet: QuietHours, { instant, zone, country }: Around): Instant | undefined {
  let at = quietUntil(quiet, instant, zone) ?? instant;
  for (let days = 0; days < longestHolidays; days++) {
    const date = localDateOf(at, zone);
    if (country === undefined || !countryHolidays(country, undefined, Number(date.slice(0, 4))).has(date)) break;
    const tomorrow = momentOn(addDays(date, 1), '00:00', zone);
    at = quietUntil(quiet, tomorrow, zone) ?? tomorrow;
  }
  return at === instant ? undefined : at;
}

/**
 * The next moment at which something may be sent: the end of quiet hours, and of public holidays where they are quiet too, spread by
 * words that name the message.
 */
export function afterQuiet(
  quiet: QuietHours & { holidays?: 'quiet' | undefined },
  { seed, ...around }: Around & { seed: readonly (string | number)[] },
): Instant | undefined {
  const country = quiet.holidays === 'quiet' ? around.country : undefined;
  const end = quietUntilWorkday(quiet, { ...around, country });
  return end === undefined ? undefined : end + Math.floor(stableShare(...seed) * spreadMs);
}
