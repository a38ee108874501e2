import { IANAZone } from 'luxon';
import { z } from 'zod';

/** Zones that were asked for: to look one up takes as long as all the rest of a contact. Their names may be written in any case. */
const known = new Set<string>();
const mostKnown = 1_000;

/** Whether the name is one of the IANA time zone database, such as `Europe/Rome`. Offsets such as `+02:00` are not. */
export function isTimeZone(name: string): boolean {
  if (known.has(name)) return true;
  const isOne = (name === 'UTC' || name.includes('/')) && IANAZone.isValidZone(name);
  if (isOne && known.size < mostKnown) known.add(name);
  return isOne;
}

/** The name of an IANA time zone. */
export const TimeZone = z
  .string()
  .max(60)
  .refine(isTimeZone, { message: 'is not an IANA time zone; write one such as Europe/Rome' })
  .meta({ id: 'TimeZone', description: 'An IANA time zone, such as `Europe/Rome`.', example: 'Europe/Rome' });
