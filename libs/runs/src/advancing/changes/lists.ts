import { ensureLists, joinLists, leaveLists, listsNamed, type List } from '@threadline/persistence';
import type { Apply } from './changing.js';

/** A list that does not exist is made when told to. */
export const addToLists: Apply<'list_joined'> = async (changing, changes) => {
  const { tx, run } = changing;
  await ensureLists(tx, run.workspaceId, namesOf(changes.filter(({ create }) => create === true)));
  const lists = await listsNamed(changing.tx, changing.run.workspaceId, namesOf(changes));
  const joined = await joinLists(
    tx,
    run.contactId,
    lists.map(({ id }) => id),
  );
  return [
    ...toldOf(lists, joined, changes).map(({ id, ...data }) => changing.tell('contact.list_joined', id, data)),
    ...changing.unknown('list_joined', 'list', { named: namesOf(changes), known: lists.map(({ name }) => name) }),
  ];
};

export const removeFromLists: Apply<'list_left'> = async (changing, changes) => {
  const lists = await listsNamed(changing.tx, changing.run.workspaceId, namesOf(changes));
  const left = await leaveLists(
    changing.tx,
    changing.run.contactId,
    lists.map(({ id }) => id),
  );
  return [
    ...toldOf(lists, left, changes).map(({ id, ...data }) => changing.tell('contact.list_left', id, data)),
    ...changing.unknown('list_left', 'list', { named: namesOf(changes), known: lists.map(({ name }) => name) }),
  ];
};

const namesOf = (changes: readonly { list: string }[]) => changes.map(({ list }) => list);

/** The lists that changed, each with the id of the change that did it, in the order of the changes. */
function toldOf(lists: readonly List[], changed: readonly string[], changes: readonly { id: string; list: string }[]) {
  const byName = new Map(lists.filter(({ id }) => changed.includes(id)).map(({ id, name }) => [name, id]));
  return changes.flatMap(({ id, list }, nth) => {
    const listId = byName.get(list);
    const isFirst = changes.findIndex((other) => other.list === list) === nth;
    return listId !== undefined && isFirst ? [{ id, listId, list }] : [];
  });
}
