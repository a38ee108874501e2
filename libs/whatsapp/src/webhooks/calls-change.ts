import { z } from 'zod';
import type { ReceivedChange } from './envelope.js';
import { amongListed, listedPersons, personOf, type ListedPerson } from './person.js';
import { WebhookId, WebhookText, WebhookTime } from './webhook-text.js';
import type { CallEndUpdate, CallStartUpdate, WebhookUpdate } from './webhook-update.js';

const OptionalText = WebhookText.optional().catch(undefined);
const list = z.array(z.unknown()).default([]).catch([]);

const CallsValue = z.object({
  metadata: z.object({ phone_number_id: WebhookId }),
  contacts: list,
  calls: list,
  statuses: list,
});

const Call = z.object({
  id: WebhookId,
  event: z.enum(['connect', 'terminate']),
  timestamp: WebhookTime,
  direction: z.enum(['USER_INITIATED', 'BUSINESS_INITIATED']).default('USER_INITIATED'),
  from: OptionalText,
  to: OptionalText,
  from_user_id: OptionalText,
  to_user_id: OptionalText,
  status: OptionalText,
  duration: z.coerce.number().min(0).optional().catch(undefined),
});
type Call = z.infer<typeof Call>;

/** How a call we placed is taken. Ringing and accepting are no news: the call itself tells them. */
const Taking = z.object({
  id: WebhookId,
  status: z.enum(['RINGING', 'ACCEPTED', 'REJECTED']),
  timestamp: WebhookTime,
  recipient_id: OptionalText,
  recipient_user_id: OptionalText,
});

/**
 * Calls over WhatsApp: their beginning and their end.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/reference
 */
export function callsUpdates({ wabaId, value }: ReceivedChange): WebhookUpdate[] {
  const parsed = CallsValue.safeParse(value);
  if (!parsed.success) return [{ kind: 'unsupported', wabaId, what: 'calls in an unknown form' }];
  const { metadata, contacts, calls, statuses } = parsed.data;
  const number = { wabaId, phoneNumberId: metadata.phone_number_id };
  const listed = listedPersons(contacts);
  return [
    ...calls.map((call) => callUpdate(call, listed, number)),
    ...statuses.map((status) => declined(status, number)),
  ];
}

type OwnNumber = { wabaId: string; phoneNumberId: string };

function callUpdate(received: unknown, listed: readonly ListedPerson[], number: OwnNumber): WebhookUpdate {
  const call = Call.safeParse(received).data;
  const isInbound = call?.direction === 'USER_INITIATED';
  const from =
    call &&
    amongListed(
      isInbound ? { waId: call.from, userId: call.from_user_id } : { waId: call.to, userId: call.to_user_id },
      listed,
    );
  if (!call || !from) return { kind: 'unsupported', ...number, what: 'a call in an unknown form' };
  const about = { ...number, from, at: call.timestamp, callId: call.id };
  if (call.event === 'connect')
    return {
      kind: 'call_started',
      ...about,
      direction: isInbound ? 'inbound' : 'outbound',
    } satisfies CallStartUpdate;
  const { duration } = call;
  return {
    kind: 'call_ended',
    ...about,
    result: resultOf(call),
    ...(duration !== undefined && { durationSeconds: duration }),
  } satisfies CallEndUpdate;
}

/** WhatsApp says whether a call failed, and how long they talked: a call without a length was not taken. */
function resultOf({ status, duration }: Call): CallEndUpdate['result'] {
  if (status?.toUpperCase() === 'FAILED') return 'failed';
  return duration === undefined || duration === 0 ? 'missed' : 'answered';
}

function declined(received: unknown, number: OwnNumber): WebhookUpdate {
  const taking = Taking.safeParse(received).data;
  const from = taking && personOf(taking.recipient_id, taking.recipient_user_id);
  if (!taking || !from) return { kind: 'unsupported', ...number, what: 'a status of a call in an unknown form' };
  if (taking.status !== 'REJECTED') return { kind: 'unsupported', ...number, what: 'a call that is being taken' };
  const { id: callId, timestamp: at } = taking;
  return { kind: 'call_ended', ...number, from, at, callId, result: 'declined' } satisfies CallEndUpdate;
}
