import { WorkspaceSending } from '@threadline/automation';
import { v7 } from 'uuid';
import type { Tx } from '../transaction.js';
import { renewSchedules } from './schedules.repository.js';

/** A WhatsApp number belongs to another workspace already. */
export class NumberTaken extends Error {
  readonly code = 'number_taken';
}

export interface WorkspaceDetails {
  slug: string;
  name: string;
  timeZone: string;
}

/** The workspace with this slug, created when there is none; an existing one keeps its name and zone. */
export async function ensureWorkspace(tx: Tx, { slug, name, timeZone }: WorkspaceDetails): Promise<string> {
  await tx.query(
    `insert into workspace (id, slug, name, time_zone) values ($1, $2, $3, $4) on conflict (slug) do nothing`,
    [v7(), slug, name, timeZone],
  );
  const [row] = await tx.query<[{ id: string }]>(`select id from workspace where slug = $1`, [slug]);
  return row.id;
}

export interface NumberDetails {
  phoneNumberId: string;
  wabaId: string;
  displayPhone: string;
}

/** Gives a workspace its WhatsApp number, or brings the account and the displayed phone up to date. Throws {@link NumberTaken}. */
export async function ensureNumber(tx: Tx, workspaceId: string, number: NumberDetails): Promise<void> {
  const rows = await tx.query<unknown[]>(
    `insert into phone_number (id, workspace_id, phone_number_id, waba_id, display_phone) values ($1, $2, $3, $4, $5)
     on conflict (phone_number_id) do update set waba_id = excluded.waba_id, display_phone = excluded.display_phone
     where phone_number.workspace_id = excluded.workspace_id
     returning id`,
    [v7(), workspaceId, number.phoneNumberId, number.wabaId, number.displayPhone],
  );
  if (rows.length === 0) throw new NumberTaken(`number ${number.phoneNumberId} belongs to another workspace`);
}

/** What a workspace says of itself. */
export interface WorkspaceSettings extends WorkspaceDetails {
  id: string;
  sending: WorkspaceSending;
}

/** A workspace as its people see it. */
export async function findWorkspace(tx: Tx, workspaceId: string): Promise<WorkspaceSettings | undefined> {
  const [row] = await tx.query<(Omit<WorkspaceSettings, 'sending'> & { sending: unknown })[]>(
    `select id, slug, name, time_zone as "timeZone", sending from workspace where id = $1`,
    [workspaceId],
  );
  return row && { ...row, sending: WorkspaceSending.parse(row.sending) };
}

/** Changes what is given; settings of sending one by one, as told. Schedules follow the zone. */
export async function changeWorkspace(
  tx: Tx,
  workspaceId: string,
  changes: { name?: string | undefined; timeZone?: string | undefined; sending?: object | undefined },
): Promise<void> {
  await tx.query(
    `update workspace set name = coalesce($2, name), time_zone = coalesce($3, time_zone), sending = sending || $4::jsonb where id = $1`,
    [workspaceId, changes.name, changes.timeZone, JSON.stringify(changes.sending ?? {})],
  );
  if (changes.timeZone !== undefined) await renewSchedules(tx, workspaceId);
}

/** Whether there is such a workspace. */
export async function workspaceExists(tx: Tx, workspaceId: string): Promise<boolean> {
  const rows = await tx.query<unknown[]>(`select 1 from workspace where id = $1`, [workspaceId]);
  return rows.length > 0;
}

/** The oldest number of a workspace. */
export async function firstNumberOf(tx: Tx, workspaceId: string): Promise<NumberDetails | undefined> {
  const [row] = await tx.query<NumberDetails[]>(
    `select phone_number_id as "phoneNumberId", waba_id as "wabaId", display_phone as "displayPhone"
     from phone_number where workspace_id = $1 order by created_at, id limit 1`,
    [workspaceId],
  );
  return row;
}

/** The numbers of a workspace, the oldest first. */
export async function numbersOf(tx: Tx, workspaceId: string): Promise<NumberDetails[]> {
  return tx.query<NumberDetails[]>(
    `select phone_number_id as "phoneNumberId", waba_id as "wabaId", display_phone as "displayPhone"
     from phone_number where workspace_id = $1 order by created_at, id`,
    [workspaceId],
  );
}

/** Who owns a WhatsApp number, by WhatsApp's id of it. */
export async function workspaceOfNumber(tx: Tx, phoneNumberId: string): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }[]>(
    `select workspace_id as id from phone_number where phone_number_id = $1`,
    [phoneNumberId],
  );
  return row?.id;
}

/** Whose numbers are in a WhatsApp business account: several workspaces may share one. */
export async function workspacesOfAccount(tx: Tx, wabaId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }[]>(
    `select distinct workspace_id as id from phone_number where waba_id = $1 order by workspace_id`,
    [wabaId],
  );
  return rows.map(({ id }) => id);
}

/** Notes what WhatsApp thinks of a number, which it names by its phone as people write it, unless it said otherwise since. */
export async function noteNumberQuality(
  tx: Tx,
  told: {
    workspaceId: string;
    wabaId: string;
    displayPhone: string;
    quality: string;
    limit?: string | undefined;
    at: number;
  },
): Promise<void> {
  await tx.query(
    `update phone_number set quality = $4, messaging_limit = coalesce($5, messaging_limit), quality_at = $6
     where workspace_id = $1 and waba_id = $2 and regexp_replace(display_phone, '\\D', '', 'g') = regexp_replace($3, '\\D', '', 'g')
       and (quality_at is null or quality_at <= $6)`,
    [told.workspaceId, told.wabaId, told.displayPhone, told.quality, told.limit, new Date(told.at)],
  );
}

export interface ApiKeyRow {
  id: string;
  workspaceId: string;
  name: string;
  role: string;
  /** SHA-256 of the key. */
  hash: Buffer;
  /** The first characters, by which people recognise it. */
  prefix: string;
}

/** Stores an API key by its hash. */
export async function insertApiKey(tx: Tx, { id, workspaceId, name, role, hash, prefix }: ApiKeyRow): Promise<void> {
  await tx.query(`insert into api_key (id, workspace_id, name, role, hash, prefix) values ($1, $2, $3, $4, $5, $6)`, [
    id,
    workspaceId,
    name,
    role,
    hash,
    prefix,
  ]);
}

/** The key with this hash, unless it was revoked. */
export async function findApiKey(tx: Tx, hash: Buffer): Promise<Pick<ApiKeyRow, 'workspaceId' | 'role'> | undefined> {
  const [row] = await tx.query<Pick<ApiKeyRow, 'workspaceId' | 'role'>[]>(
    `select workspace_id as "workspaceId", role from api_key where hash = $1 and revoked_at is null`,
    [hash],
  );
  return row;
}

/** Ends a key of a workspace. Says whether there was one to end. */
export async function revokeApiKey(tx: Tx, workspaceId: string, keyId: string): Promise<boolean> {
  const [, touched] = await tx.query<[unknown[], number]>(
    `update api_key set revoked_at = now() where workspace_id = $1 and id = $2 and revoked_at is null`,
    [workspaceId, keyId],
  );
  return touched === 1;
}
