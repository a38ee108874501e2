import { z } from 'zod';

/**
 * Parts of webhooks of shops, read leniently: what is not as expected is taken for absent, because the rest of the event is
 * still of use, and a shop's plug-ins put anything anywhere.
 */
export const leniently = <S extends z.ZodType>(schema: S) =>
  schema
    .nullish()
    .catch(undefined)
    .transform((value) => value ?? undefined);

const decimal = z
  .union([z.string().min(1), z.number()])
  .transform(Number)
  .pipe(z.number().finite());

/** An id that may be written as a number. */
export const Identifier = z.union([z.string().min(1).max(200), z.number()]).transform(String);

export const text = leniently(z.string());
export const identifier = leniently(Identifier);
/** Money and quantities: decimal texts, or numbers. */
export const amount = leniently(decimal);
export const flag = leniently(z.boolean());
/** A moment with its offset. */
export const moment = leniently(z.iso.datetime({ offset: true }));
/** A moment in UTC that is written without saying so, as WordPress writes `…_gmt`. */
export const gmtMoment = leniently(
  z.iso.datetime({ local: true }).transform((at) => (at.endsWith('Z') ? at : `${at}Z`)),
);
/** A list; items that are not as expected are left out. */
export const listOf = <S extends z.ZodType>(item: S) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((items) =>
      items.flatMap((one): z.infer<S>[] => {
        const parsed = item.safeParse(one);
        return parsed.success ? [parsed.data] : [];
      }),
    );

/** Text that fits where it is kept; absent when there is none. */
export const shortened = (given: string | undefined, length = 200): string | undefined =>
  given?.trim().slice(0, length) || undefined;

/** A web address that our events take. */
export const webAddress = (given: string | undefined): string | undefined =>
  given !== undefined && given.length <= 2_000 && z.url({ protocol: /^https?$/ }).safeParse(given).success
    ? given
    : undefined;

/** An object without the fields that hold nothing. */
export const without = <T extends Record<string, unknown>>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)) as never;
