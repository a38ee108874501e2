import { z } from 'zod';
import { cloudEvent } from './cloud-event.js';
import { ContactReference } from './contact-reference.js';

const words = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i;
const typed = <P extends string>(prefix: P) =>
  z.templateLiteral([prefix, z.string().max(180)]).refine((type) => words.test(type), {
    message: 'is not a type of an event: letters, digits, _ and - between dots',
  });

/** A system that is connected tells something under a name of its own, such as `integration.lead.created`. */
export const IntegrationEvent = cloudEvent('', z.looseObject({ contact: ContactReference })).extend({
  type: typed('integration.'),
});
export type IntegrationEvent = z.infer<typeof IntegrationEvent>;

/** What our own events tell of a contact; they name it by our id. */
const ownData = z
  .looseObject({ contactId: z.uuid() })
  .transform((data) => ({ ...data, contact: ContactReference.parse({ id: data.contactId }) }));

/** Something we changed of a contact. It comes back to us, because an automation may wait for it. */
export const OwnContactEvent = cloudEvent('', ownData).extend({ type: typed('contact.') });
export type OwnContactEvent = z.infer<typeof OwnContactEvent>;

/** Something that happened in a chat of ours. */
export const OwnConversationEvent = cloudEvent('', ownData).extend({ type: typed('conversation.') });
export type OwnConversationEvent = z.infer<typeof OwnConversationEvent>;
