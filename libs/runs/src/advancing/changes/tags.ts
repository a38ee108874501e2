import { addTags, removeTags } from '@threadline/persistence';
import type { Apply } from './changing.js';

/** A tag is made by being carried: none is unknown. */
export const addContactTags: Apply<'tag_added'> = async (changing, changes) => {
  const added = await addTags(changing.tx, changing.run.contactId, tagsOf(changes));
  return changes
    .filter(({ tag }, nth) => added.includes(tag) && isFirst(changes, nth))
    .map(({ id, tag }) => changing.tell('contact.tag_added', id, { tag }));
};

export const removeContactTags: Apply<'tag_removed'> = async (changing, changes) => {
  const removed = await removeTags(changing.tx, changing.run.contactId, tagsOf(changes));
  return changes
    .filter(({ tag }, nth) => removed.includes(tag) && isFirst(changes, nth))
    .map(({ id, tag }) => changing.tell('contact.tag_removed', id, { tag }));
};

const tagsOf = (changes: readonly { tag: string }[]) => [...new Set(changes.map(({ tag }) => tag))];

const isFirst = (changes: readonly { tag: string }[], nth: number) =>
  changes.findIndex(({ tag }) => tag === changes[nth]?.tag) === nth;
