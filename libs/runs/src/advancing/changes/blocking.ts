import { setBlocked } from '@threadline/persistence';
import type { Apply } from './changing.js';

/** Nothing is sent to a blocked contact and nothing starts; every live run exits, the one that blocks included. */
export const blockContact: Apply<'contact_blocked'> = async (changing, [change]) => {
  if (!change) return [];
  const isNew = await setBlocked(changing.tx, changing.run.contactId, true);
  if (!isNew) return [];
  const because = `blocked by ${changing.via}`;
  return [
    changing.tell('contact.blocked', change.id, { via: changing.via }),
    { kind: 'request', request: { kind: 'stop', which: 'all', reason: 'blocked', because } },
  ];
};

export const unblockContact: Apply<'contact_unblocked'> = async (changing, [change]) => {
  if (!change) return [];
  const isNew = await setBlocked(changing.tx, changing.run.contactId, false);
  return isNew ? [changing.tell('contact.unblocked', change.id, { via: changing.via })] : [];
};
