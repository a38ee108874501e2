import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/min/metadata';

/**
 * A phone number in E.164 form (`+391234567890`), from what people or systems write. Without a country a number needs its
 * `+`. Undefined when it cannot be a number of anyone.
 */
export function toE164(written: string, country?: string): string | undefined {
  const number = parsePhoneNumberFromString(written, { defaultCountry: country as CountryCode | undefined }, metadata);
  return number?.isPossible() ? number.number : undefined;
}

/** The ISO 3166 country of an E.164 number. Undefined for numbers of no country, such as satellite phones. */
export function countryOf(phone: string): string | undefined {
  return parsePhoneNumberFromString(phone, metadata)?.country;
}
