import { z } from 'zod';

/** One of the words, or several of them. */
export const oneOrMany = <const T extends readonly [string, ...string[]]>(words: T) =>
  z.union([z.enum(words), z.array(z.enum(words)).min(1).max(words.length)]);

/** Whether a value is among those named; when none is named, every one is. */
export const isAmong = (value: unknown, named: string | readonly string[] | undefined): boolean =>
  named === undefined || [named].flat().some((one) => one === value);
