import { IANAZone } from 'luxon';
import { z } from 'zod';

/** Whether the name is one of the IANA time zone database, such as `Europe/Rome`. Offsets such as `+02:00` are not. */
export function isTimeZone(name: string): boolean {
  return (name === 'UTC' || name.includes('/')) && IANAZone.isValidZone(name);
}

/** The name of an IANA time zone. */
export const TimeZone = z
  .string()
  .max(60)
  .refine(isTimeZone, { message: 'is not an IANA time zone; write one such as Europe/Rome' })
  .meta({ id: 'TimeZone', description: 'An IANA time zone, such as `Europe/Rome`.', example: 'Europe/Rome' });
