import type { ContactReference } from '@threadline/contracts';
import { toE164 } from '@threadline/domain';
import { z } from 'zod';
import { shortened, without } from './leniently.js';

/** What a source knows of a person. Phone numbers are tried in their order; `country` is that of the address they stand in. */
export interface ToldPerson {
  phones?: readonly { number: string | undefined; country?: string | undefined }[];
  email?: string | undefined;
  externalId?: string | undefined;
  firstName?: string | undefined;
  lastName?: string | undefined;
  language?: string | undefined;
  timeZone?: string | undefined;
}

/** A person by what of it our events take. It may have no identity at all. */
export type Person = Partial<ContactReference>;

const Email = z.email().max(254);

/** Keeps of a person what is usable: a mistyped e-mail address or phone number does not cost the event. */
export const personOf = ({
  phones = [],
  email,
  externalId,
  firstName,
  lastName,
  language,
  timeZone,
}: ToldPerson): Person =>
  without({
    phone: firstPhone(phones),
    email: Email.safeParse(email?.trim()).data,
    externalId,
    firstName: shortened(firstName),
    lastName: shortened(lastName),
    language: shortened(language, 20),
    timeZone: shortened(timeZone, 60),
  });

function firstPhone(phones: NonNullable<ToldPerson['phones']>): string | undefined {
  for (const { number, country } of phones) {
    const phone = number ? toE164(number, country?.toUpperCase()) : undefined;
    if (phone !== undefined) return phone;
  }
  return undefined;
}
