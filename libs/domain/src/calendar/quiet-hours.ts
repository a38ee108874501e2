import { z } from 'zod';
import { stableShare } from '../hash/stable-share.js';
import type { Instant } from '../time/instant.js';
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

/** The next moment at which something may be sent: the end of quiet hours, spread by words that name the message. */
export function afterQuiet(
  quiet: QuietHours,
  { instant, zone, seed }: { instant: Instant; zone: string; seed: readonly (string | number)[] },
): Instant | undefined {
  const end = quietUntil(quiet, instant, zone);
  return end === undefined ? undefined : end + Math.floor(stableShare(...seed) * spreadMs);
}
