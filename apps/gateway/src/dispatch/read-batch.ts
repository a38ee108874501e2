import { parseInboundEvent, type WhatsAppMessageStatus } from '@threadline/contracts';
import type { ConsumedMessage, DeadLetterReason } from '@threadline/kafka';
import type { SingleEvent } from './event-handler.js';

/** An event and the message it came in. */
export interface Received<E> {
  event: E;
  message: ConsumedMessage;
}

/** A message that is given up, and why. */
export interface DeadMessage {
  message: ConsumedMessage;
  reason: DeadLetterReason;
}

/** What a batch holds, each kind in its order. */
export interface ReadBatch {
  singles: Received<SingleEvent>[];
  statuses: Received<WhatsAppMessageStatus>[];
  dead: DeadMessage[];
}

/** Reads every message of a batch; none keeps another from being read. */
export function readBatch(messages: readonly ConsumedMessage[]): ReadBatch {
  const batch: ReadBatch = { singles: [], statuses: [], dead: [] };
  for (const message of messages) {
    const parsed = parseInboundEvent(message.value, message.key);
    if (!parsed.ok) batch.dead.push({ message, reason: parsed.reason });
    else if (parsed.event.type === 'whatsapp.message.status') batch.statuses.push({ message, event: parsed.event });
    else batch.singles.push({ message, event: parsed.event });
  }
  return batch;
}
