import { z } from 'zod';

const tooLong =
  (longest: number) =>
  ({ input }: { input?: unknown }): string =>
    `has ${(input as string).length} characters, over ${longest}`;

/** Words of a message, with something in them and at most so many characters. */
export const words = (longest: number) =>
  z
    .string()
    .max(longest, { error: tooLong(longest) })
    .refine((text) => text.trim() !== '', { message: 'is empty' });

/** An address on the web. */
export const webAddress = (longest: number) =>
  z
    .url({ protocol: /^https?$/, error: 'is not an address such as https://example.com/a.png' })
    .max(longest, { error: tooLong(longest) });

/** Whether all of them differ. */
export const areDistinct = (values: readonly string[]): boolean => new Set(values).size === values.length;
