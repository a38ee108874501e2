import { z } from 'zod';

const text = z.string().min(1).max(1_000);
const phrases = z.union([text, z.array(text).min(1).max(100)]);

/** Which messages of a contact are meant. A bare text is an exact phrase. */
export const MessageMatch = z
  .union([
    text.describe('Exact phrase, compared after normalisation.'),
    z.strictObject({ exact: phrases }).describe('Exact phrase or phrases.'),
    z.strictObject({ contains: phrases }).describe('The text contains one of these.'),
    z.strictObject({ starts_with: phrases }).describe('The text starts with one of these.'),
    z.strictObject({ regex: z.string().min(1).max(500) }).describe('RE2 expression on the text as it was written.'),
    z.strictObject({ button: phrases }).describe('A button: its payload, or its text.'),
    z.strictObject({ row: phrases }).describe('A list row: its id, or its title.'),
    z
      .strictObject({ media: z.enum(['image', 'video', 'audio', 'document', 'sticker', 'any']) })
      .describe('A file of that kind.'),
    z.strictObject({ location: z.literal(true) }).describe('A location.'),
    z.strictObject({ any: z.literal(true) }).describe('Any message.'),
  ])
  .meta({ id: 'MessageMatch' });
export type MessageMatch = z.infer<typeof MessageMatch>;
