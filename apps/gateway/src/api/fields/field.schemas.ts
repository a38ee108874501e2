import { FieldDefinition } from '@threadline/domain';
import { z } from 'zod';

/** Names of fields stand in paths such as `contact.fields.birthday`. */
export const FieldName = z
  .string()
  .regex(/^[a-zA-Z][a-zA-Z0-9_]{0,63}$/, 'is no name of a field: letters, digits and _, 64 at most, a letter first');

/** What a field holds; `options` belong to a choice. */
export const SaveField = z
  .strictObject(FieldDefinition.shape)
  .refine(({ type, options }) => (type === 'choice') === options.length > 0, {
    message: 'belong to the type choice, which needs at least one',
    path: ['options'],
  })
  .meta({ id: 'SaveField', examples: [{ type: 'choice', options: ['S', 'M', 'L'] }, { type: 'date' }] });
export type SaveField = z.infer<typeof SaveField>;

export const Field = z
  .object({ name: FieldName, ...FieldDefinition.shape })
  .meta({ id: 'Field', examples: [{ name: 'birthday', type: 'date', options: [] }] });
export type Field = z.infer<typeof Field>;

export const Fields = z.object({ data: z.array(Field).describe('All of them, by name') }).meta({ id: 'Fields' });
export type Fields = z.infer<typeof Fields>;
