import type { FieldValue } from '@threadline/automation';
import { fieldValuesOf, setFields } from '@threadline/persistence';
import type { Apply } from './changing.js';

/** Values come parsed by the field's type; of a field set twice both changes are told. */
export const fillFields: Apply<'field_set'> = async (changing, changes) => {
  const named = changes.map(({ field }) => field);
  const current = await fieldValuesOf(changing.tx, changing.run.contactId, named);
  const known = [...current.keys()];
  const told = [];
  const written = new Map<string, FieldValue>();
  for (const { id, field, value } of changes) {
    const from = current.get(field);
    if (from === undefined || from === value) continue;
    current.set(field, value);
    written.set(field, value);
    told.push(changing.tell('contact.field_changed', id, { field, from, to: value }));
  }
  await setFields(changing.tx, changing.run.contactId, Object.fromEntries(written));
  return [...told, ...changing.unknown('field_set', 'field', { named, known })];
};
