import type { Loser, Routing } from '@threadline/automation';
import { inboundMessageIdOf, type InboundContent } from '@threadline/contracts';
import { v7 } from 'uuid';
import type { Tx } from '../transaction.js';
import type { ConversationDetails } from './conversations.repository.js';
import { at } from './runs.repository.js';

export interface Received {
  workspaceId: string;
  contactId: string;
  phoneNumberId: string;
  providerId: string;
  quotedProviderId?: string | undefined;
  content: InboundContent;
  sentAt: number;
  seq: number;
}

/** The event names a number the workspace does not have. */
export class UnknownNumber extends Error {
  readonly code = 'unknown_number';
}

/** Opens the window of the contact's conversation on a number, and gives its id and owner. Throws {@link UnknownNumber}. */
export async function openConversation(
  tx: Tx,
  told: { workspaceId: string; contactId: string; phoneNumberId: string; at: number },
): Promise<Pick<ConversationDetails, 'id' | 'owner'>> {
  const [conversation] = await tx.query<Pick<ConversationDetails, 'id' | 'owner'>[]>(
    `insert into conversation (id, workspace_id, contact_id, number_id, last_inbound_at)
     select $1, $2, $3, n.id, $5 from phone_number n where n.workspace_id = $2 and n.phone_number_id = $4
     on conflict (contact_id, number_id) do update set last_inbound_at = greatest(conversation.last_inbound_at, excluded.last_inbound_at)
     returning id, owner`,
    [v7(), told.workspaceId, told.contactId, told.phoneNumberId, at(told.at)],
  );
  if (!conversation) throw new UnknownNumber(`the workspace has no number ${told.phoneNumberId}`);
  return conversation;
}

/** Stores an inbound message and opens the conversation's window. Returns the message's id and who has the chat. Under the contact's lock. */
export async function storeReceived(tx: Tx, received: Received): Promise<Pick<ConversationDetails, 'id' | 'owner'>> {
  const conversation = await openConversation(tx, { ...received, at: received.sentAt });
  const id = inboundMessageIdOf(received.workspaceId, received.providerId);
  await tx.query(
    `insert into message (id, workspace_id, contact_id, conversation_id, direction, content, status, status_at, provider_id, seq)
     values ($1, $2, $3, $4, 'in', $5, 'received', $6, $7, $8) on conflict (id) do nothing`,
    [
      id,
      received.workspaceId,
      received.contactId,
      conversation.id,
      JSON.stringify(received.content),
      at(received.sentAt),
      received.providerId,
      received.seq,
    ],
  );
  return { id, owner: conversation.owner };
}

/** The run whose message is quoted. A quoted message was seen, so it counts as read; a tap on a button or row of it is a click. */
export async function runOfQuoted(
  tx: Tx,
  workspaceId: string,
  quoted: { providerId: string; at: number; isTap: boolean },
): Promise<string | undefined> {
  const [rows] = await tx.query<[{ run_id: string | null }[], number]>(
    `update message set status = 'read', read_at = least(read_at, $3), status_at = $3,
       delivered_at = coalesce(delivered_at, $3), clicked_at = case when $4 then greatest(clicked_at, $3) else clicked_at end
     where workspace_id = $1 and provider_id = $2 and direction = 'out' returning run_id`,
    [workspaceId, quoted.providerId, at(quoted.at), quoted.isTap],
  );
  return rows[0]?.run_id ?? undefined;
}

/**
 * Puts other contents in the place of what the contact had sent, unless a later change did so before. Who took the message has
 * read it as it was.
 */
export async function changeReceived(
  tx: Tx,
  change: { workspaceId: string; contactId: string; providerId: string; content: InboundContent; changedAt: number },
): Promise<void> {
  await tx.query(
    `update message set content = $4, changed_at = $5
     where workspace_id = $1 and provider_id = $2 and contact_id = $3 and direction = 'in' and (changed_at is null or changed_at <= $5)`,
    [change.workspaceId, change.providerId, change.contactId, JSON.stringify(change.content), at(change.changedAt)],
  );
}

/** Who took an inbound message: an opt-out is carried out before anybody may take it. */
export type RecordedRouting = Routing | { takenBy: 'opt_out'; lost: Loser[] };

/** Records who took an inbound message, and who lost it and why. */
export async function recordRouting(tx: Tx, messageId: string, routing: RecordedRouting): Promise<void> {
  await tx.query(`update message set routing = $2 where id = $1`, [messageId, JSON.stringify(routing)]);
}

/** Who took an inbound message of a workspace, or undefined when there is no such message. */
export async function routingOf(tx: Tx, workspaceId: string, messageId: string): Promise<RecordedRouting | undefined> {
  const [row] = await tx.query<{ routing: RecordedRouting }[]>(
    `select routing from message where workspace_id = $1 and id = $2 and direction = 'in' and routing is not null`,
    [workspaceId, messageId],
  );
  return row?.routing;
}
