import type { Tx } from '../transaction.js';
import { newestFirst, pageOf, positionOf, type Page, type PageRequest, type Position } from './paging.js';
import { at } from './runs.repository.js';

/** A chat as people look at it. */
export interface ConversationDetails {
  id: string;
  contactId: string;
  contactName: string | null;
  phoneNumberId: string;
  displayPhone: string;
  owner: 'bot' | 'ai' | 'human';
  /** When a person's hold on it ends by itself. */
  ownedUntil: Date | null;
  unread: boolean;
  lastInboundAt: Date | null;
  operators: { id: string; name: string }[];
  createdAt: Date;
}

const columns = `v.id, v.contact_id as "contactId", nullif(concat_ws(' ', c.first_name, c.last_name), '') as "contactName",
  n.phone_number_id as "phoneNumberId", n.display_phone as "displayPhone", v.owner, v.owned_until as "ownedUntil", v.unread,
  v.last_inbound_at as "lastInboundAt", v.created_at as "createdAt",
  (select coalesce(json_agg(json_build_object('id', o.id, 'name', o.name) order by o.name), '[]') from conversation_operator a
     join operator o on o.id = a.operator_id where a.conversation_id = v.id) as operators`;
const joined = `conversation v join contact c on c.id = v.contact_id join phone_number n on n.id = v.number_id`;

export async function findConversation(
  tx: Tx,
  workspaceId: string,
  id: string,
): Promise<ConversationDetails | undefined> {
  const [row] = await tx.query<ConversationDetails[]>(
    `select ${columns} from ${joined} where v.workspace_id = $1 and v.id = $2`,
    [workspaceId, id],
  );
  return row;
}

/** Which chats; what is left out does not matter. */
export interface ConversationFilter {
  contactId?: string | undefined;
  owner?: ConversationDetails['owner'] | undefined;
  unread?: boolean | undefined;
  /** The name of an operator it is assigned to. */
  operator?: string | undefined;
}

/** Chats of a workspace, newest first. */
export async function conversationsPage(
  tx: Tx,
  { workspaceId, ...filter }: ConversationFilter & { workspaceId: string },
  page: PageRequest,
): Promise<Page<ConversationDetails>> {
  const { contactId, owner, unread, operator } = filter;
  const rows = await tx.query<(ConversationDetails & { position: Position })[]>(
    `select ${columns}, ${positionOf('v.created_at', 'v.id')} from ${joined}
     where v.workspace_id = $1 and (v.created_at, v.id) < ($2, $3)
       and ($5::uuid is null or v.contact_id = $5) and ($6::text is null or v.owner = $6) and ($7::boolean is null or v.unread = $7)
       and ($8::text is null or exists (select 1 from conversation_operator a join operator o on o.id = a.operator_id
         where a.conversation_id = v.id and o.name = $8))
     order by v.created_at desc, v.id desc limit $4`,
    [workspaceId, ...newestFirst(page), contactId, owner, unread, operator],
  );
  return pageOf(rows, page.limit);
}

/** A person has the chat from now on, until a moment or, with null, until it is released. Under the contact's lock. */
export async function takeOverChat(tx: Tx, conversationId: string, until: number | null): Promise<void> {
  await tx.query(`update conversation set owner = 'human', owned_until = $2 where id = $1`, [
    conversationId,
    at(until),
  ]);
}

/** Gives the chat back to the automations. Says whether they did not have it. Under the contact's lock. */
export async function releaseChat(tx: Tx, conversationId: string): Promise<boolean> {
  const [, touched] = await tx.query<[unknown[], number]>(
    `update conversation set owner = 'bot', owned_until = null where id = $1 and owner <> 'bot'`,
    [conversationId],
  );
  return touched === 1;
}

/** Chats that people had until now, those that ended first at the head. */
export async function chatsPastTheirHold(
  tx: Tx,
  now: number,
  limit: number,
): Promise<{ id: string; workspaceId: string; contactId: string }[]> {
  return tx.query(
    `select id, workspace_id as "workspaceId", contact_id as "contactId" from conversation
     where owner = 'human' and owned_until <= $1 order by owned_until limit $2`,
    [at(now), limit],
  );
}
