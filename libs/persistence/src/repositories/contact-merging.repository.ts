import type { Tx } from '../transaction.js';
import { findRun, type Run } from './runs.repository.js';

/** Several contacts turned out to be one person. */
export interface MergedContacts {
  /** The oldest: it has everything now. */
  contactId: string;
  /** The others, whose ids lead to it. */
  mergedIds: string[];
  /** Armed runs that waited for the same moment as another: the newest facts stay. */
  disarmed: Run[];
}

/** Tables whose rows just change hands. */
const handedOver = [
  'contact_identity',
  'consent_record',
  'shop_cart',
  'shop_order',
  'ticket',
  'ending_event',
  'run',
] as const;

/** Tables of which a contact may have a row only once. */
const onceEach = { contact_tag: 'tag, added_at', contact_list: 'list_id, joined_at' } as const;

/** Tables that follow by themselves: the database keeps a contact's dates as its `fields` say. */
const following = ['contact_date'] as const;

/** Every table that names contacts and what merging does with it. A table that is missing here would lose rows of merged contacts. */
export const contactTables: readonly string[] = [
  ...handedOver,
  ...Object.keys(onceEach),
  ...following,
  'contact',
  'conversation',
  'message',
].sort();

/**
 * Merges contacts into the oldest of them: runs, messages, tags, lists, consent, tickets, carts and orders are kept, and what they
 * tell differently the older one tells. Under the locks of all; a fixed number of statements, however much they have.
 */
export async function mergeContacts(tx: Tx, ids: readonly string[]): Promise<MergedContacts> {
  const [oldest] = await tx.query<[{ id: string }]>(
    `select id from contact where id = any($1) order by created_at, id limit 1`,
    [ids],
  );
  const contactId = oldest.id;
  const mergedIds = ids.filter((id) => id !== contactId);
  await lockRows(tx, ids);
  await mergeFacts(tx, contactId, ids);
  await mergeConversations(tx, contactId, ids);
  const disarmed = await disarmDoubles(tx, contactId, ids);
  for (const table of handedOver)
    await tx.query(`update ${table} set contact_id = $1 where contact_id = any($2)`, [contactId, mergedIds]);
  for (const [table, columns] of Object.entries(onceEach)) {
    await tx.query(
      `insert into ${table} (contact_id, ${columns}) select $1, ${columns} from ${table} where contact_id = any($2) on conflict do nothing`,
      [contactId, mergedIds],
    );
    await tx.query(`delete from ${table} where contact_id = any($1)`, [mergedIds]);
  }
  await emptyMerged(tx, contactId, mergedIds);
  return { contactId, mergedIds, disarmed: await runsOf(tx, disarmed) };
}

/** In the house's order: after contacts, runs and then messages by id. */
async function lockRows(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const table of ['run', 'message'])
    await tx.query(`select 1 from ${table} where contact_id = any($1) order by id for no key update`, [ids]);
}

/** The oldest contact's word counts; consent is what was said last; whoever was blocked is. */
async function mergeFacts(tx: Tx, contactId: string, ids: readonly string[]): Promise<void> {
  const first = (column: string) =>
    `(array_agg(${column} order by created_at, id) filter (where ${column} is not null))[1] as ${column}`;
  const latest = (column: string) =>
    `(array_agg(${column} order by consent_at desc nulls last, created_at, id))[1] as ${column}`;
  const names = ['first_name', 'last_name', 'language', 'country', 'time_zone'];
  const consent = ['marketing_consent', 'consent_at', 'consent_via'];
  const set = [...names, ...consent, 'blocked', 'seq', 'fields'].map((column) => `${column} = m.${column}`).join(', ');
  await tx.query(
    `update contact w set ${set}, updated_at = now()
     from (select ${[...names.map(first), ...consent.map(latest)].join(', ')}, bool_or(blocked) as blocked, max(seq) as seq,
         (select coalesce(jsonb_object_agg(f.key, f.value order by o.created_at desc, o.id desc), '{}')
          from contact o, jsonb_each(o.fields) f where o.id = any($2)) as fields
       from contact where id = any($2)) m
     where w.id = $1`,
    [contactId, ids],
  );
}

/** Conversations on the same number become one, the oldest contact's when it has one there. */
async function mergeConversations(tx: Tx, contactId: string, ids: readonly string[]): Promise<void> {
  const kept = `(select c.id, first_value(c.id) over (partition by c.number_id order by c.contact_id = $1 desc, c.created_at, c.id) as kept
    from conversation c where c.contact_id = any($2)) k`;
  const about = [contactId, ids];
  await tx.query(
    `update message m set contact_id = $1, conversation_id = k.kept from ${kept} where m.conversation_id = k.id and (m.contact_id <> $1 or k.kept <> k.id)`,
    about,
  );
  await tx.query(
    `update note n set conversation_id = k.kept from ${kept} where n.conversation_id = k.id and k.kept <> k.id`,
    about,
  );
  await tx.query(
    `insert into conversation_operator (conversation_id, operator_id, assigned_at)
     select k.kept, o.operator_id, o.assigned_at from conversation_operator o join ${kept} on o.conversation_id = k.id
     where k.kept <> k.id on conflict do nothing`,
    about,
  );
  await tx.query(
    `update conversation w set contact_id = $1, last_inbound_at = m.last_inbound_at, unread = m.unread, owner = m.owner
     from (select k.kept, max(c.last_inbound_at) as last_inbound_at, bool_or(c.unread) as unread,
         (array_agg(c.owner order by array_position(array['human', 'ai', 'bot'], c.owner)))[1] as owner
       from conversation c join ${kept} on k.id = c.id group by k.kept) m
     where w.id = m.kept`,
    about,
  );
  await tx.query(`delete from conversation c using ${kept} where c.id = k.id and k.kept <> k.id`, about);
}

/** Of armed runs of one automation for the same key only one may wait: the one with the newest facts. Gives the others. */
async function disarmDoubles(tx: Tx, contactId: string, ids: readonly string[]): Promise<string[]> {
  const [rows] = await tx.query<[{ id: string }[], number]>(
    `update run r set state = 'disarmed', reason = 'disarmed', run_state = null, standing = '[]', asked_seq = null, wake_at = null,
       ended_at = now(), revision = revision + 1
     from (select id, row_number() over (partition by automation_id, key order by event_time desc, contact_id = $1 desc, id) as place
       from run where contact_id = any($2) and state = 'armed') d
     where r.id = d.id and d.place > 1 returning r.id`,
    [contactId, ids],
  );
  const disarmed = rows.map(({ id }) => id);
  if (disarmed.length > 0)
    await tx.query(
      `insert into run_trail (run_id, at, what, why) select unnest($1::uuid[]), now(), 'disarmed', 'its contact was merged with one that waits for the same'`,
      [disarmed],
    );
  return disarmed;
}

async function runsOf(tx: Tx, ids: readonly string[]): Promise<Run[]> {
  const runs: Run[] = [];
  for (const id of ids) runs.push(...[await findRun(tx, id)].filter((run) => run !== undefined));
  return runs;
}

/** What is left of the others leads to the survivor, also for those that were merged into them before. */
async function emptyMerged(tx: Tx, contactId: string, mergedIds: readonly string[]): Promise<void> {
  await tx.query(
    `update contact set merged_into = $1, first_name = null, last_name = null, language = null, country = null, time_zone = null,
       fields = '{}', updated_at = now()
     where id = any($2) or merged_into = any($2)`,
    [contactId, mergedIds],
  );
}
