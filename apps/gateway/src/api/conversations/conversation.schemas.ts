import { z } from 'zod';
import { PageQuery } from '../../http/paging.js';
import { Name } from '../name.schema.js';

const moment = z.iso.datetime({ offset: true });
const owner = z.enum(['bot', 'ai', 'human']);

/** A chat: a contact on one WhatsApp number. */
export const Conversation = z
  .object({
    id: z.uuid(),
    contactId: z.uuid(),
    contactName: z.string().nullable(),
    phoneNumberId: z.string().describe('WhatsApp’s id of our number'),
    displayPhone: z.string(),
    owner: owner.describe('Who answers. While it is `human`, automations hold what they would send'),
    ownedUntil: moment.nullable().describe('When the person’s hold ends by itself; null when it does not'),
    unread: z.boolean(),
    lastInboundAt: moment.nullable(),
    windowClosesAt: moment
      .nullable()
      .describe('Free messages may be sent until then; null when the contact never wrote'),
    operators: z.array(z.object({ id: z.uuid(), name: z.string() })).describe('To whom it is assigned'),
    createdAt: moment,
  })
  .meta({ id: 'Conversation' });

/** Which chats. */
export const ConversationQuery = PageQuery.extend({
  contact: z.uuid().optional().describe('Of this contact'),
  owner: owner.optional(),
  unread: z
    .enum(['true', 'false'])
    .transform((said) => said === 'true')
    .optional(),
  operator: Name.optional().describe('Assigned to the operator of this name'),
});
export type ConversationQuery = z.infer<typeof ConversationQuery>;

/** Who takes a chat over, and for how long. */
export const TakeOver = z
  .strictObject({
    operator: Name,
    until: moment
      .nullable()
      .optional()
      .describe('Null holds it until it is released; left out, as long as the workspace’s `takeOverFor` says'),
  })
  .meta({ id: 'TakeOver', examples: [{ operator: 'Ada', until: '2026-12-01T18:00:00Z' }] });
export type TakeOver = z.infer<typeof TakeOver>;

/** Who gives a chat back. */
export const Release = z
  .strictObject({ operator: Name.optional() })
  .meta({ id: 'Release', examples: [{ operator: 'Ada' }] });
export type Release = z.infer<typeof Release>;

/** To whom a chat is assigned from now on. */
export const AssignChat = z
  .strictObject({ operators: z.array(Name).max(50) })
  .meta({ id: 'AssignChat', examples: [{ operators: ['Ada', 'Bob'] }] });
export type AssignChat = z.infer<typeof AssignChat>;
