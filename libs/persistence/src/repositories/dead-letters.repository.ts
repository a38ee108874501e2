import type { Tx } from '../transaction.js';
import { newestFirst, pageOf, positionOf, type Page, type PageRequest, type Position } from './paging.js';
import { at } from './runs.repository.js';

/** A dead letter to be kept. Bytes are in base64, moments are epoch milliseconds. */
export interface NewDeadLetter {
  id: string;
  /** As the message tells it; kept only if there is such a workspace. */
  workspaceId: string | null;
  topic: string;
  partition: number;
  offset: string;
  code: string;
  reason: string;
  path: string | null;
  stack: string | null;
  key: string | null;
  value: string | null;
  headers: Record<string, string>;
  isCut: boolean;
  sentAt: number;
  diedAt: number;
}

/** A dead letter without its contents. */
export interface DeadLetterDetails {
  id: string;
  workspaceId: string | null;
  topic: string;
  partition: number;
  offset: number;
  code: string;
  reason: string;
  path: string | null;
  isCut: boolean;
  sentAt: Date;
  diedAt: Date;
  replayedAt: Date | null;
  replays: number;
}

/** The message as it was sent. */
export interface DeadLetterContents {
  key: Buffer | null;
  value: Buffer | null;
  headers: Record<string, string>;
  stack: string | null;
}

/** Whose dead letters and which of them; `null` are those of no workspace, what is left out does not matter. */
export interface DeadLetterFilter {
  workspaceId?: string | null | undefined;
  code?: string | undefined;
  topic?: string | undefined;
  wasReplayed?: boolean | undefined;
}

/** Keeps dead letters; those that are known already are left as they are. Gives how many are new. */
export async function keepDeadLetters(tx: Tx, letters: readonly NewDeadLetter[]): Promise<number> {
  const rows = letters.map((letter) => ({ ...letter, sentAt: at(letter.sentAt), diedAt: at(letter.diedAt) }));
  const kept = await tx.query<unknown[]>(
    `insert into dead_letter (id, workspace_id, topic, "partition", "offset", code, reason, path, stack, key, value, headers, is_cut, sent_at, died_at)
     select d.id, w.id, d.topic, d."partition", d."offset", d.code, d.reason, d.path, d.stack, decode(d.key, 'base64'),
       decode(d.value, 'base64'), d.headers, d."isCut", d."sentAt", d."diedAt"
     from jsonb_to_recordset($1) as d(id uuid, "workspaceId" uuid, topic text, "partition" int, "offset" bigint, code text,
       reason text, path text, stack text, key text, value text, headers jsonb, "isCut" boolean, "sentAt" timestamptz, "diedAt" timestamptz)
     left join workspace w on w.id = d."workspaceId"
     on conflict (id) do nothing returning id`,
    [JSON.stringify(rows)],
  );
  return kept.length;
}

const details = `d.id, d.workspace_id as "workspaceId", d.topic, d."partition", d."offset", d.code, d.reason, d.path, d.is_cut as "isCut",
  d.sent_at as "sentAt", d.died_at as "diedAt", d.replayed_at as "replayedAt", d.replays`;
const contents = `d.key, d.value, d.headers, d.stack`;

/** Dead letters, the latest first. */
export async function deadLettersPage(
  tx: Tx,
  filter: DeadLetterFilter,
  page: PageRequest,
): Promise<Page<DeadLetterDetails>> {
  const { where, parameters } = conditionOf(filter, newestFirst(page));
  const rows = await tx.query<(DeadLetterDetails & { position: Position })[]>(
    `select ${details}, ${positionOf('d.died_at', 'd.id')} from dead_letter d
     where (d.died_at, d.id) < ($1, $2)${where} order by d.died_at desc, d.id desc limit $3`,
    parameters,
  );
  return pageOf(rows, page.limit);
}

export async function countDeadLetters(tx: Tx, filter: DeadLetterFilter): Promise<number> {
  const { where, parameters } = conditionOf(filter);
  const [row] = await tx.query<[{ n: number }]>(
    `select count(*) as n from dead_letter d where true${where}`,
    parameters,
  );
  return row.n;
}

/** A dead letter with its contents. */
export async function findDeadLetter(
  tx: Tx,
  filter: DeadLetterFilter,
  id: string,
): Promise<(DeadLetterDetails & DeadLetterContents) | undefined> {
  const { where, parameters } = conditionOf(filter, [id]);
  const [row] = await tx.query<(DeadLetterDetails & DeadLetterContents)[]>(
    `select ${details}, ${contents} from dead_letter d where d.id = $1${where}`,
    parameters,
  );
  return row;
}

/** The next dead letters that can be sent again, in the order in which they were sent and behind an id among those of one moment. */
export async function replayableAfter(
  tx: Tx,
  filter: DeadLetterFilter,
  { after, limit }: { after: { sentAt: Date; id: string } | undefined; limit: number },
): Promise<(DeadLetterDetails & DeadLetterContents)[]> {
  const from = [after?.sentAt ?? '-infinity', after?.id ?? '00000000-0000-0000-0000-000000000000', limit];
  const { where, parameters } = conditionOf(filter, from);
  return tx.query(
    `select ${details}, ${contents} from dead_letter d
     where (date_trunc('milliseconds', d.sent_at), d.id) > ($1, $2) and not d.is_cut${where} order by date_trunc('milliseconds', d.sent_at), d.id limit $3`,
    parameters,
  );
}

/** Notes that dead letters were sent again. */
export async function markReplayed(tx: Tx, ids: readonly string[], now: number): Promise<void> {
  await tx.query(`update dead_letter set replayed_at = $2, replays = replays + 1 where id = any($1)`, [ids, at(now)]);
}

function conditionOf(filter: DeadLetterFilter, first: unknown[] = []): { where: string; parameters: unknown[] } {
  const parameters = [...first];
  const conditions = [
    ...(filter.workspaceId === null ? ['d.workspace_id is null'] : []),
    ...(filter.workspaceId ? [`d.workspace_id = $${parameters.push(filter.workspaceId)}`] : []),
    ...(filter.code === undefined ? [] : [`d.code = $${parameters.push(filter.code)}`]),
    ...(filter.topic === undefined ? [] : [`d.topic = $${parameters.push(filter.topic)}`]),
    ...(filter.wasReplayed === undefined
      ? []
      : [`(d.replayed_at is not null) = $${parameters.push(filter.wasReplayed)}`]),
  ];
  return { where: conditions.map((condition) => ` and ${condition}`).join(''), parameters };
}
