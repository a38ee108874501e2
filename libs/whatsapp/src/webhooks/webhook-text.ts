import { z } from 'zod';

/** Text from outside, without what Postgres cannot store in jsonb: NUL, and halves of surrogate pairs. */
export const WebhookText = z.string().transform(storable);

/** An id that WhatsApp chose: printable, without spaces, short enough to be part of an event's id. */
export const WebhookId = z.string().regex(/^[\x21-\x7e]{1,250}$/, 'not an id');

/** Seconds since 1970, which messages carry as a string and other fields as a number; becomes an ISO time. */
export const WebhookTime = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,12}$/)
      .transform(Number),
  ])
  .pipe(
    z
      .number()
      .int()
      .min(0)
      .max(Date.UTC(9999, 0) / 1_000),
  )
  .transform((seconds) => new Date(seconds * 1_000).toISOString());

const wholePhone = /^[1-9]\d{5,14}$/;
const longestUserId = 140;

/** WhatsApp's own writing of a phone number, digits alone, in E.164 form; nothing for what is no number. */
export function phoneOf(waId: string | undefined): string | undefined {
  return waId !== undefined && wholePhone.test(waId) ? `+${waId}` : undefined;
}

/** A business-scoped user id, or nothing for what cannot be one. */
export function userIdOf(id: string | undefined): string | undefined {
  return id !== undefined && id !== '' && id.length <= longestUserId ? storable(id) : undefined;
}

function storable(text: string): string {
  return text.replaceAll('\u0000', '').replaceAll(/\p{Surrogate}/gu, '\ufffd');
}
