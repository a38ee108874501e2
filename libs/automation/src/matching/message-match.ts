import { z } from 'zod';
import { unionByField } from '../language/union-by-field.js';

const text = z.string().min(1).max(1_000);
const phrases = z.union([text, z.array(text).min(1).max(100)]);

const Forms = unionByField(
  {
    exact: z.strictObject({ exact: phrases }).describe('Exact phrase or phrases.'),
    contains: z.strictObject({ contains: phrases }).describe('The text contains one of these.'),
    starts_with: z.strictObject({ starts_with: phrases }).describe('The text starts with one of these.'),
    regex: z
      .strictObject({ regex: z.string().min(1).max(500) })
      .describe('RE2 expression on the text as it was written.'),
    button: z.strictObject({ button: phrases }).describe('A button: its payload, or its text.'),
    row: z.strictObject({ row: phrases }).describe('A list row: its id, or its title.'),
    media: z
      .strictObject({ media: z.enum(['image', 'video', 'audio', 'document', 'sticker', 'any']) })
      .describe('A file of that kind.'),
    location: z.strictObject({ location: z.literal(true) }).describe('A location.'),
    any: z.strictObject({ any: z.literal(true) }).describe('Any message.'),
  },
  { id: 'MessageMatchForm' },
);

/** Which messages of a contact are meant. A bare text is an exact phrase. */
export const MessageMatch = z
  .union([text.describe('Exact phrase, compared after normalisation.'), Forms])
  .meta({ id: 'MessageMatch' });
export type MessageMatch = z.infer<typeof MessageMatch>;
