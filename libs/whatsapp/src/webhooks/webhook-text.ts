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

/** A value as it came, with its texts made storable; deeper parts than an event may have are left out. */
export function storableValue(value: unknown, depth = deepest): unknown {
  if (typeof value === 'string') return storable(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return null;
  if (Array.isArray(value)) return value.map((part) => storableValue(part, depth - 1));
  return storableRecord({ ...value }, depth);
}

/** The same of an object. */
export const storableRecord = (record: Record<string, unknown>, depth = deepest): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(record)
      .filter(([name]) => name !== '__proto__')
      .map(([name, part]) => [storable(name), storableValue(part, depth - 1)]),
  );

const deepest = 20;

/** A quick look, which most texts pass: the closer one costs more than all else that is done to a text. */
const isSurelyStorable = (text: string): boolean => !/[\ud800-\udfff]/.test(text) && !text.includes('\u0000');

function storable(text: string): string {
  if (isSurelyStorable(text)) return text;
  return text.replaceAll('\u0000', '').replaceAll(/\p{Surrogate}/gu, '\ufffd');
}

/** Words of a message, at most as many as an event carries. */
export const Text = z.string().max(65_536).pipe(WebhookText);
export const OptionalText = Text.optional();

/** An object with one named part, the way WhatsApp wraps contents by their type. */
export const one = <K extends string, S extends z.ZodType>(key: K, schema: S) =>
  z.object({ [key]: schema } as Record<K, S>);

/** Without the fields that are undefined. */
export function given<T extends object>(value: T): T {
  const kept: Partial<T> = {};
  for (const name in value) if (value[name] !== undefined) kept[name] = value[name];
  return kept as T;
}
