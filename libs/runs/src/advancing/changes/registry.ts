import { startAutomations, stopAutomations } from './automations.js';
import { blockContact, unblockContact } from './blocking.js';
import type { Apply, ChangeKind } from './changing.js';
import { addNotesToChat, markChatUnread } from './chat.js';
import { setMarketingConsent } from './consent.js';
import { fillFields } from './fields.js';
import { addToLists, removeFromLists } from './lists.js';
import { assignOperators, removeOperators } from './operators.js';
import { addContactTags, removeContactTags } from './tags.js';
import { openTicketsOfDesk, updateTicket } from './tickets.js';

/** How each kind of change is written: the only list. A forgotten kind does not compile. */
export const appliers: { readonly [K in ChangeKind]: Apply<K> } = {
  tag_added: addContactTags,
  tag_removed: removeContactTags,
  list_joined: addToLists,
  list_left: removeFromLists,
  field_set: fillFields,
  consent_set: setMarketingConsent,
  contact_blocked: blockContact,
  contact_unblocked: unblockContact,
  note_added: addNotesToChat,
  marked_unread: markChatUnread,
  operators_assigned: assignOperators,
  operators_removed: removeOperators,
  ticket_opened: openTicketsOfDesk,
  ticket_updated: updateTicket,
  automation_started: startAutomations,
  automations_stopped: stopAutomations,
};
