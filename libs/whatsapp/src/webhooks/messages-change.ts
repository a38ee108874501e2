import { deliveryStatuses, type Pricing, type Referral } from '@threadline/contracts';
import { z } from 'zod';
import { accountErrors } from './account-change.js';
import type { ReceivedChange } from './envelope.js';
import { contentOf } from './message-content.js';
import { noticeOf } from './message-notice.js';
import { amongListed, listedPersons, personOf, type ListedPerson } from './person.js';
import { given, WebhookId, WebhookText, WebhookTime } from './webhook-text.js';
import type { MessageUpdate, StatusUpdate, WebhookUpdate } from './webhook-update.js';

const OptionalText = WebhookText.optional().catch(undefined);
const OptionalWords = WebhookText.pipe(z.string().max(1_000)).optional().catch(undefined);
const list = z.array(z.unknown()).default([]);

const MessagesValue = z.compile(
  z.object({
    metadata: z.object({ phone_number_id: WebhookId }),
    contacts: list.catch([]),
    messages: list,
    statuses: list,
    errors: z.array(z.record(z.string(), z.unknown())).default([]).catch([]),
  }),
  { strict: true },
);

const ReferralPart = z
  .object({
    source_type: OptionalWords,
    source_id: OptionalWords,
    source_url: OptionalText,
    headline: OptionalText,
    body: OptionalText,
    ctwa_clid: OptionalWords,
  })
  .transform(({ source_type, source_id, source_url, ctwa_clid, ...words }): Referral =>
    given({ sourceType: source_type, sourceId: source_id, sourceUrl: source_url, clickId: ctwa_clid, ...words }),
  );

const Message = z.compile(
  z.looseObject({
    id: WebhookId,
    timestamp: WebhookTime,
    type: WebhookText.pipe(z.string().max(50)),
    from: OptionalText,
    from_user_id: OptionalText,
    context: z.object({ id: WebhookId.optional() }).optional().catch(undefined),
    referral: ReferralPart.optional().catch(undefined),
  }),
  { strict: true },
);

/** Voice messages are also `played`, which they can only be after they were read. */
const StatusWord = z.enum([...deliveryStatuses, 'played']).transform((word) => (word === 'played' ? 'read' : word));

const StatusError = z.object({
  code: z.number().int(),
  title: OptionalText,
  error_data: z.object({ details: OptionalText }).optional().catch(undefined),
});

const ShortWord = WebhookText.pipe(z.string().max(100)).optional().catch(undefined);
const PricingPart = z
  .object({
    category: ShortWord,
    type: ShortWord,
    pricing_model: ShortWord,
    billable: z.boolean().optional().catch(undefined),
  })
  .transform(({ pricing_model: model, ...rest }): Pricing => given({ ...rest, model }));

const Status = z.compile(
  z.object({
    id: WebhookId,
    status: StatusWord,
    timestamp: WebhookTime,
    recipient_id: OptionalText,
    recipient_user_id: OptionalText,
    biz_opaque_callback_data: WebhookText.pipe(z.string().max(512)).optional().catch(undefined),
    errors: z.array(StatusError).optional().catch(undefined),
    pricing: PricingPart.optional().catch(undefined),
  }),
  { strict: true },
);

interface OwnNumber {
  wabaId: string;
  phoneNumberId: string;
}

/** Messages, statuses and errors of one number, each read by itself. */
export function messagesUpdates({ wabaId, value, at, isTimed }: ReceivedChange): WebhookUpdate[] {
  const parsed = MessagesValue.safeParse(value);
  if (!parsed.success) return [{ kind: 'unsupported', wabaId, what: 'messages in an unknown form' }];
  const { metadata, contacts, messages, statuses, errors } = parsed.data;
  const number = { wabaId, phoneNumberId: metadata.phone_number_id };
  const listed = listedPersons(contacts);
  const updates = [
    ...messages.map((message) => messageUpdate(message, listed, number)),
    ...statuses.map((status) => statusUpdate(status, number)),
    ...accountErrors(errors, { ...number, at, isTimed }),
  ];
  return updates.length > 0 ? updates : [{ kind: 'unsupported', ...number, what: 'messages without any' }];
}

function messageUpdate(received: unknown, listed: readonly ListedPerson[], number: OwnNumber): WebhookUpdate {
  const message = Message.safeParse(received).data;
  const from = message && amongListed({ waId: message.from, userId: message.from_user_id }, listed);
  if (!message || !from) return { kind: 'unsupported', ...number, what: 'a message in an unknown form' };
  const { id, timestamp: at, context, referral } = message;
  const notice = noticeOf(message);
  if (notice) return { ...notice, ...number, from, at, noticeId: id };
  const { wabaId, phoneNumberId } = number;
  return given({
    kind: 'message',
    wabaId,
    phoneNumberId,
    messageId: id,
    from,
    at,
    quotedMessageId: context?.id,
    content: contentOf(message),
    referral,
  } satisfies { [K in keyof MessageUpdate]: MessageUpdate[K] | undefined }) as MessageUpdate;
}

function statusUpdate(received: unknown, number: OwnNumber): WebhookUpdate {
  const status = Status.safeParse(received).data;
  const to = status && personOf(status.recipient_id, status.recipient_user_id);
  if (!status || !to) return { kind: 'unsupported', ...number, what: 'a status in an unknown form' };
  const [error] = status.errors ?? [];
  const { wabaId, phoneNumberId } = number;
  return given({
    kind: 'status',
    wabaId,
    phoneNumberId,
    messageId: status.id,
    to,
    at: status.timestamp,
    status: status.status,
    callbackId: status.biz_opaque_callback_data,
    error: error && problemOf(error),
    pricing: status.pricing,
  } satisfies { [K in keyof StatusUpdate]: StatusUpdate[K] | undefined }) as StatusUpdate;
}

const problemOf = ({ code, title, error_data }: z.infer<typeof StatusError>): NonNullable<StatusUpdate['error']> =>
  given({ code, title, details: error_data?.details }) as NonNullable<StatusUpdate['error']>;
