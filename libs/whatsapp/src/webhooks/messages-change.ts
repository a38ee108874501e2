import { deliveryStatuses } from '@threadline/contracts';
import { z } from 'zod';
import type { ReceivedChange } from './envelope.js';
import { contentOf } from './message-content.js';
import { phoneOf, userIdOf, WebhookId, WebhookText, WebhookTime } from './webhook-text.js';
import type { MessageUpdate, StatusUpdate, WebhookContact, WebhookUpdate } from './webhook-update.js';

const OptionalText = WebhookText.optional().catch(undefined);
const list = z.array(z.unknown()).default([]);

const MessagesValue = z.object({
  metadata: z.object({ phone_number_id: WebhookId }),
  contacts: list.catch([]),
  messages: list,
  statuses: list,
});

const Contact = z.object({
  profile: z.object({ name: OptionalText }).optional().catch(undefined),
  wa_id: OptionalText,
  user_id: OptionalText,
});
type Contact = z.infer<typeof Contact>;

const Message = z.looseObject({
  id: WebhookId,
  timestamp: WebhookTime,
  type: WebhookText.pipe(z.string().max(50)),
  from: OptionalText,
  from_user_id: OptionalText,
  context: z.object({ id: WebhookId.optional() }).optional().catch(undefined),
});

/** Voice messages are also `played`, which they can only be after they were read. */
const StatusWord = z.enum([...deliveryStatuses, 'played']).transform((word) => (word === 'played' ? 'read' : word));

const StatusError = z.object({
  code: z.number().int(),
  title: OptionalText,
  error_data: z.object({ details: OptionalText }).optional().catch(undefined),
});

const Status = z.object({
  id: WebhookId,
  status: StatusWord,
  timestamp: WebhookTime,
  recipient_id: OptionalText,
  recipient_user_id: OptionalText,
  biz_opaque_callback_data: WebhookText.pipe(z.string().max(512)).optional().catch(undefined),
  errors: z.array(StatusError).optional().catch(undefined),
});

interface OwnNumber {
  wabaId: string;
  phoneNumberId: string;
}

/** Messages, statuses and errors of one number, each read by itself. */
export function messagesUpdates({ wabaId, value }: ReceivedChange): WebhookUpdate[] {
  const parsed = MessagesValue.safeParse(value);
  if (!parsed.success) return [{ kind: 'unsupported', wabaId, what: 'messages in an unknown form' }];
  const { metadata, contacts, messages, statuses } = parsed.data;
  const number = { wabaId, phoneNumberId: metadata.phone_number_id };
  const known = contacts.flatMap((contact) => Contact.safeParse(contact).data ?? []);
  const updates = [
    ...messages.map((message) => messageUpdate(message, known, number)),
    ...statuses.map((status) => statusUpdate(status, number)),
  ];
  return updates.length > 0 ? updates : [{ kind: 'unsupported', ...number, what: 'messages without any' }];
}

function messageUpdate(given: unknown, contacts: Contact[], number: OwnNumber): WebhookUpdate {
  const message = Message.safeParse(given).data;
  const from = message && senderOf(message, contacts);
  if (!message || !from) return { kind: 'unsupported', ...number, what: 'a message in an unknown form' };
  const quoted = message.context?.id;
  return {
    kind: 'message',
    ...number,
    messageId: message.id,
    from,
    at: message.timestamp,
    ...(quoted !== undefined && { quotedMessageId: quoted }),
    content: contentOf(message),
  } satisfies MessageUpdate;
}

/** The sender by phone, by user id, or by both; whoever adopts a user name may have no phone. */
function senderOf({ from, from_user_id }: z.infer<typeof Message>, contacts: Contact[]): WebhookContact | undefined {
  const isNameless = from === undefined && from_user_id === undefined;
  const contact = contacts.find(
    ({ wa_id, user_id }) =>
      (from !== undefined && wa_id === from) || (from_user_id !== undefined && user_id === from_user_id),
  );
  const sender = contact ?? (isNameless && contacts.length === 1 ? contacts[0] : undefined);
  return personOf(from ?? sender?.wa_id, from_user_id ?? sender?.user_id, sender?.profile?.name);
}

function statusUpdate(given: unknown, number: OwnNumber): WebhookUpdate {
  const status = Status.safeParse(given).data;
  const to = status && personOf(status.recipient_id, status.recipient_user_id);
  if (!status || !to) return { kind: 'unsupported', ...number, what: 'a status in an unknown form' };
  const [error] = status.errors ?? [];
  const callbackId = status.biz_opaque_callback_data;
  return {
    kind: 'status',
    ...number,
    messageId: status.id,
    to,
    at: status.timestamp,
    status: status.status,
    ...(callbackId !== undefined && { callbackId }),
    ...(error && { error: problemOf(error) }),
  } satisfies StatusUpdate;
}

function problemOf({ code, title, error_data }: z.infer<typeof StatusError>): NonNullable<StatusUpdate['error']> {
  const details = error_data?.details;
  return { code, ...(title !== undefined && { title }), ...(details !== undefined && { details }) };
}

function personOf(waId?: string, id?: string, name?: string): WebhookContact | undefined {
  const phone = phoneOf(waId);
  const userId = userIdOf(id);
  if (phone === undefined && userId === undefined) return undefined;
  return {
    ...(phone !== undefined && { phone }),
    ...(userId !== undefined && { userId }),
    ...(name !== undefined && name.trim() !== '' && { name: name.trim() }),
  };
}
