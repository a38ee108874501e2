import type { OutboundEvent } from '@threadline/contracts';
import type { FieldChange } from '@threadline/persistence';
import { v7 } from 'uuid';

interface About {
  workspaceId: string;
  contactId: string;
  at: number;
}

const envelope = ({ workspaceId, at }: About) => ({
  specversion: '1.0' as const,
  source: 'threadline',
  time: new Date(at).toISOString(),
  workspaceid: workspaceId,
  causationdepth: 0,
});

/** Tells of a tag that the API added. As with all that may change back and forth, each time is an event of its own. */
export const tagAdded = (about: About, tag: string): OutboundEvent => ({
  ...envelope(about),
  id: v7(),
  type: 'contact.tag_added',
  data: { contactId: about.contactId, tag },
});

/** Tells of a field that the API changed. */
export const fieldChanged = (about: About, change: FieldChange): OutboundEvent => ({
  ...envelope(about),
  id: v7(),
  type: 'contact.field_changed',
  data: { contactId: about.contactId, ...change },
});

/** Tells that consent was given through the API. */
export const consentGiven = (about: About): OutboundEvent => ({
  ...envelope(about),
  id: v7(),
  type: 'contact.consent_changed',
  data: { contactId: about.contactId, marketing: 'given', via: 'api' },
});

/** Tells that a contact joined a list through the API. */
export const listJoined = (about: About, list: { listId: string; list: string }): OutboundEvent => ({
  ...envelope(about),
  id: v7(),
  type: 'contact.list_joined',
  data: { contactId: about.contactId, ...list },
});

/** Tells that a contact left a list through the API. */
export const listLeft = (about: About, list: { listId: string; list: string }): OutboundEvent => ({
  ...envelope(about),
  id: v7(),
  type: 'contact.list_left',
  data: { contactId: about.contactId, ...list },
});
