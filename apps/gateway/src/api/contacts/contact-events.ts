import { eventIdOf, type OutboundEvent } from '@threadline/contracts';
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

/** Tells of a contact that the API created. */
export const contactCreated = (about: About): OutboundEvent => ({
  ...envelope(about),
  id: eventIdOf('contact.created', about.contactId),
  type: 'contact.created',
  data: { contactId: about.contactId },
});

/** Tells of a tag that the API added; it may be removed and added again, so each time is an event of its own. */
export const tagAdded = (about: About, tag: string): OutboundEvent => ({
  ...envelope(about),
  id: v7(),
  type: 'contact.tag_added',
  data: { contactId: about.contactId, tag },
});
