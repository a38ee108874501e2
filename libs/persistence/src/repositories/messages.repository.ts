import type {
  CapReach,
  EffectResult,
  MessageCategory,
  MessageStatus,
  SendContent,
  SendEffect,
  World,
} from '@threadline/automation';
import { messageIdOf } from '@threadline/contracts';
import { v7 } from 'uuid';
import type { Tx } from '../transaction.js';
import { at } from './runs.repository.js';

/** A message of a run, on its way out. */
export interface OutgoingMessage {
  id: string;
  workspaceId: string;
  contactId: string;
  runId: string;
  stepId: string;
  turn: number;
  content: SendContent;
  category: MessageCategory;
  /** Epoch milliseconds. */
  intendedAt: number;
  status: MessageStatus;
  asks: boolean;
  effectState: 'open' | 'done' | 'consumed';
  effectResult: EffectResult | null;
  attemptId: string | null;
  claimedSeq: number | null;
  conversationId: string;
  numberId: string;
  phoneNumberId: string;
  toPhone: string | null;
  toUserId: string | null;
  /** WhatsApp's id of the contact's message that is quoted or reacted to; null when it came to another number, or is unknown. */
  replyToProviderId: string | null;
  /** How often WhatsApp refused it for now. */
  refusals: number;
  /** Whether WhatsApp was given its file anew. */
  fileRenewed: boolean;
  /** In how many milliseconds it has its turn in the line of its number; null when it does not stand in it. */
  turnInMs: number | null;
  /** The code of what stood, or stands, in its way. */
  problemCode: string | null;
  /** When an unknown outcome is settled by policy; null when it was. */
  settleAt: number | null;
  /** What the workspace says of unknown outcomes, as stored. */
  whenUnknown: unknown;
  /** When the contact wrote last. */
  lastInboundAt: number | null;
  /** Whether its run needs repair: the row may be older than what was done. */
  isHeld: boolean;
}

/** The conversation a contact wrote in last, else its first. */
const currentConversation = (contactId: string): string =>
  `(select id from conversation where contact_id = ${contactId} order by last_inbound_at desc nulls last, created_at, id limit 1)`;

/** The number a contact talks to: the one of its latest conversation, else the workspace's first. Undefined without any number. */
export async function conversationOf(tx: Tx, workspaceId: string, contactId: string): Promise<string | undefined> {
  const [known] = await tx.query<{ id: string | null }[]>(`select ${currentConversation('$1')} as id`, [contactId]);
  if (known?.id) return known.id;
  const [created] = await tx.query<{ id: string }[]>(
    `insert into conversation (id, workspace_id, contact_id, number_id)
     select $1, $2, $3, n.id from phone_number n where n.workspace_id = $2 order by n.created_at, n.id limit 1 returning id`,
    [v7(), workspaceId, contactId],
  );
  return created?.id;
}

export interface PlannedFor {
  runId: string;
  workspaceId: string;
  contactId: string;
}

/**
 * Plans messages: one row per run, step and turn, whatever is repeated. A message that was parked is opened again with the
 * contents it has; what became of it meanwhile its claim finds out. They stand in the conversation that {@link conversationOf} gives.
 * Says whether there is one.
 */
export async function planMessages(tx: Tx, planned: PlannedFor, effects: readonly SendEffect[]): Promise<boolean> {
  if (effects.length === 0) return true;
  const rows = effects.map((effect) => ({
    ...effect,
    id: messageIdOf(planned.runId, effect.stepId, effect.turn),
    intendedAt: at(effect.intendedAt),
  }));
  const chats = await tx.query<unknown[]>(
    `with known as ${currentConversation('$2')},
     created as (
       insert into conversation (id, workspace_id, contact_id, number_id)
       select $3::uuid, $1, $2, n.id from phone_number n
       where n.workspace_id = $1 and not exists (select from known) order by n.created_at, n.id limit 1 returning id),
     chat as (select id from known union all select id from created),
     planned as (
       insert into message (id, workspace_id, contact_id, conversation_id, direction, content, category, status, run_id, step_id,
         turn, asks, intended_at, effect_state)
       select m.id, $1, $2, chat.id, 'out', m.content, m.category, 'planned', $4, m."stepId", m.turn, m.asks, m."intendedAt", 'open'
       from chat, jsonb_to_recordset($5) as m(id uuid, content jsonb, category text, "stepId" text, turn int, asks boolean, "intendedAt" timestamptz)
       on conflict (id) do update set effect_state = 'open', effect_result = null where message.effect_state = 'consumed')
     select id from chat`,
    [planned.workspaceId, planned.contactId, v7(), planned.runId, JSON.stringify(rows)],
  );
  return chats.length > 0;
}

const outgoing = `select m.id, m.workspace_id as "workspaceId", m.contact_id as "contactId", m.run_id as "runId", m.step_id as "stepId",
    m.turn, m.content, m.category, (extract(epoch from m.intended_at) * 1000)::bigint as "intendedAt", m.status, m.asks, m.effect_state as "effectState", m.effect_result as "effectResult",
    m.attempt_id as "attemptId", m.claimed_seq as "claimedSeq", c.id as "conversationId", c.number_id as "numberId",
    n.phone_number_id as "phoneNumberId", phone.value as "toPhone", wa.value as "toUserId", said.provider_id as "replyToProviderId", m.refusals, m.file_renewed as "fileRenewed",
    extract(epoch from m.place_at - clock_timestamp())::float8 * 1000 as "turnInMs", m.problem->>'code' as "problemCode",
    (extract(epoch from m.settle_at) * 1000)::bigint as "settleAt", w.sending->'whenUnknown' as "whenUnknown",
    (extract(epoch from c.last_inbound_at) * 1000)::bigint as "lastInboundAt",
    (select r.needs_repair from run r where r.id = m.run_id) as "isHeld"
  from message m
  join conversation c on c.id = case when m.status = 'planned' then ${currentConversation('m.contact_id')} else m.conversation_id end
  join phone_number n on n.id = c.number_id
  join workspace w on w.id = m.workspace_id
  left join lateral (select value from contact_identity i where i.contact_id = m.contact_id and i.kind = 'phone' limit 1) phone on true
  left join lateral (select value from contact_identity i where i.contact_id = m.contact_id and i.kind = 'whatsappUserId' limit 1) wa on true
  left join message said on said.workspace_id = m.workspace_id and said.direction = 'in' and said.conversation_id = c.id
    and said.id = case when m.content->>'replyTo' ~ '^[0-9a-f-]{36}$' then (m.content->>'replyTo')::uuid
      else (select p.id from message p where p.workspace_id = m.workspace_id and p.provider_id = m.content->>'replyTo') end`;

/** Reads an outgoing message with where it goes: while it is planned, from the number the contact talks to now. */
export async function findOutgoing(tx: Tx, messageId: string): Promise<OutgoingMessage | undefined> {
  const rows = await tx.query<OutgoingMessage[]>(
    `${outgoing} where m.id = $1 and m.direction = 'out' and m.run_id is not null`,
    [messageId],
  );
  return rows[0];
}

/**
 * The contact's newest messages of a category that are out, or that an attempt has now, whichever automation they are of: each
 * takes a place of the category's caps. Exact under the contact's lock.
 */
export async function recentSendsOf(
  tx: Tx,
  { workspaceId, contactId, category }: Pick<OutgoingMessage, 'workspaceId' | 'contactId' | 'category'>,
  { since, count }: CapReach,
): Promise<NonNullable<World['recentSends']>[number][]> {
  return tx.query(
    `select id as "messageId", category, (extract(epoch from claimed_at) * 1000)::bigint as at from message
     where workspace_id = $1 and contact_id = $2 and category = $3 and claimed_at > $4
       and status in ('sending', 'unknown', 'accepted', 'sent', 'delivered', 'read')
     order by claimed_at desc limit $5`,
    [workspaceId, contactId, category, at(since), count],
  );
}

/**
 * Gives the message to an attempt. From here on, only that attempt's answer or WhatsApp's own word says what became of it. Gives the
 * contact's sequence number that it takes.
 */
export async function claimMessage(
  tx: Tx,
  message: OutgoingMessage,
  claim: { attemptId: string; at: number },
): Promise<number> {
  const [[{ seq }]] = await tx.query<[[{ seq: number }]]>(
    `with c as (update contact set seq = seq + 1 where id = $3 returning seq)
     update message set status = 'sending', status_at = $4, attempt_id = $2, claimed_at = $4, claimed_seq = c.seq, problem = null,
       conversation_id = $5 from c where message.id = $1 returning c.seq`,
    [message.id, claim.attemptId, message.contactId, at(claim.at), message.conversationId],
  );
  if (message.asks) await tx.query(`update run set asked_seq = $2 where id = $1`, [message.runId, seq]);
  return seq;
}

/** Shows why a planned message does not go out yet. A refusal counts against how often it is tried. */
export async function showProblem(
  tx: Tx,
  messageId: string,
  given: { problem: object; at: number; isRefusal?: boolean },
): Promise<void> {
  await tx.query(
    `update message set problem = $2, status_at = $3, refusals = refusals + $4 where id = $1 and status = 'planned'`,
    [messageId, JSON.stringify(given.problem), at(given.at), given.isRefusal === true ? 1 : 0],
  );
}

/** Takes a claim back: the attempt knows that nothing was sent. Says whether the message was still its own. */
export async function unclaimMessage(
  tx: Tx,
  messageId: string,
  given: { attemptId: string; problem: object; at: number; renewsFile?: boolean },
): Promise<boolean> {
  const [, count] = await tx.query<[unknown[], number]>(
    `update message set status = 'planned', status_at = $4, attempt_id = null, problem = $3, refusals = refusals + 1,
       file_renewed = file_renewed or $5 where id = $1 and attempt_id = $2 and status = 'sending'`,
    [messageId, given.attemptId, JSON.stringify(given.problem), at(given.at), given.renewsFile ?? false],
  );
  return count > 0;
}

export interface Recorded {
  status: MessageStatus;
  result: EffectResult;
  /** When it came to that. */
  at: number;
  providerId?: string;
  problem?: object;
  /** Only this attempt's claim may be settled; absent when no attempt was made. */
  attemptId?: string;
  /** For `unknown`: when policy settles it at the latest. */
  settleAt?: number;
}

/**
 * Records what a send came to. The effect ends once; a status that WhatsApp reported meanwhile is kept, and a late answer still
 * turns `unknown` into `accepted`. Says what the status was, when it has changed.
 */
export async function recordSend(tx: Tx, messageId: string, recorded: Recorded): Promise<MessageStatus | undefined> {
  const [rows] = await tx.query<[{ was: MessageStatus }[], number]>(
    `update message m set
       status = case when old.status in ('planned', 'sending', 'unknown') then $2 else m.status end,
       status_at = case when old.status in ('planned', 'sending', 'unknown') then $8 else m.status_at end,
       provider_id = coalesce(m.provider_id, $3), problem = coalesce($4, m.problem), settle_at = $5,
       effect_result = case when m.effect_state = 'open' then $6 else m.effect_result end,
       effect_state = case when m.effect_state = 'open' then 'done' else m.effect_state end
     from (select id, status from message where id = $1 for no key update) old
     where m.id = old.id and ($7::uuid is null or m.attempt_id = $7)
     returning case when old.status in ('planned', 'sending', 'unknown') and old.status <> $2 then old.status end as was`,
    [
      messageId,
      recorded.status,
      recorded.providerId,
      recorded.problem && JSON.stringify(recorded.problem),
      at(recorded.settleAt),
      JSON.stringify({ ...recorded.result, at: recorded.at }),
      recorded.attemptId,
      at(recorded.at),
    ],
  );
  return rows[0]?.was ?? undefined;
}
