import { z } from 'zod';
import { callGraph, readAs, type Graph, type NoAnswer } from '../graph/graph-call.js';

/** A message of a contact that was read; `isTyping` shows the contact that an answer is being written, for 25 s at most. */
export interface ReadMessage {
  phoneNumberId: string;
  /** WhatsApp's id (wamid). */
  messageId: string;
  isTyping?: boolean;
}

/** What became of it. Repeating it does no harm. */
export type ReadAnswer = { outcome: 'done' } | NoAnswer;

const Success = z.object({ success: z.literal(true) });

/**
 * Marks a message, and all before it, as read. Within 30 days of its receipt.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/mark-message-as-read, …/typing-indicators
 */
export async function markRead(
  graph: Graph,
  { phoneNumberId, messageId, isTyping = false }: ReadMessage,
): Promise<ReadAnswer> {
  const body = {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: messageId,
    ...(isTyping && { typing_indicator: { type: 'text' } }),
  };
  const answer = await callGraph(graph, { method: 'POST', ownerId: phoneNumberId, path: 'messages', body });
  const done = readAs(answer, Success);
  return done.outcome === 'read' ? { outcome: 'done' } : done;
}
