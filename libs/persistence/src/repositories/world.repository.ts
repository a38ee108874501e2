import {
  WorkspaceSending,
  type SendingWorld,
  type World,
  type WorldField,
  type WorldOrder,
  type WorldRun,
  type WorldTicket,
} from '@threadline/automation';
import { tellingKinds } from '@threadline/contracts';
import { countryOf, zoneOf, type WorkCalendar } from '@threadline/domain';
import type { Tx } from '../transaction.js';
import { findRun, type Run } from './runs.repository.js';

/** A free message may be sent this long after the contact's last one. https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages */
const serviceWindowMs = 24 * 60 * 60 * 1_000;

/** How many of a contact's tickets and orders a world has. */
const latest = 50;

interface ContactSnapshot {
  id: string;
  firstName: string | null;
  lastName: string | null;
  language: string | null;
  country: string | null;
  timeZone: string | null;
  workspaceZone: string;
  calendar: WorkCalendar | null;
  sending: unknown;
  fields: Record<string, unknown>;
  marketingConsent: World['contact']['marketingConsent'];
  blocked: boolean;
  tags: string[];
  lists: string[];
  definedFields: Record<string, WorldField>;
  connections: string[];
  phone: string | null;
  email: string | null;
  lastInboundAt: number | null;
  owner: World['conversation']['owner'] | null;
  ownedUntil: number | null;
}

/** What a world is taken for: a run, or one that may come to be. */
export type WorldOf = Pick<Run, 'id' | 'automationId' | 'contactId' | 'triggerEvent' | 'key'> & {
  enteredAt?: number | null;
};

/** Takes the snapshot steps may read. Under the contact's lock. */
export async function loadWorld(tx: Tx, run: WorldOf): Promise<World> {
  const [contact, history] = await Promise.all([loadContact(tx, run.contactId), loadHistory(tx, run)]);
  return { ...contact, ...history, ...ownOf(run) };
}

/** The part of it that the sending rules read, with the run itself. Undefined when there is none. */
export async function findRunAndSendingWorld(
  tx: Tx,
  given: { id: string; contactId: string },
): Promise<{ run: Run; world: SendingWorld } | undefined> {
  const [run, contact] = await Promise.all([findRun(tx, given.id), loadContact(tx, given.contactId)]);
  return run && { run, world: { ...contact, run: ownOf(run).run } };
}

const ownOf = (run: WorldOf): Pick<World, 'trigger' | 'run'> => ({
  trigger: run.triggerEvent,
  run: {
    id: run.id,
    automationId: run.automationId,
    enteredAt: run.enteredAt ?? run.triggerEvent.time,
    ...(run.key !== '' && { key: run.key }),
  },
});

type History = Pick<World, 'messages'> & { tickets: WorldTicket[]; orders: WorldOrder[]; runs: WorldRun[] };

/** What the run has sent, the contact's latest tickets and orders, and which automations the contact is in or has been through. */
async function loadHistory(tx: Tx, run: Pick<Run, 'id' | 'contactId'>): Promise<History> {
  const [row] = await tx.query<[History]>(
    `select
       array(select jsonb_build_object('stepId', step_id, 'turn', turn, 'status', status, 'replied', false)
         from message where run_id = $1 and direction = 'out' order by claimed_seq nulls last, created_at) as messages,
       array(select jsonb_strip_nulls(jsonb_build_object('id', t.id, 'number', t.number, 'subject', t.subject, 'status', t.status,
           'priority', t.priority, 'assignee', o.name, 'openedAt', (extract(epoch from t.opened_at) * 1000)::bigint, 'runId', t.run_id))
         from ticket t left join operator o on o.id = t.assignee_id where t.contact_id = $2 order by t.number desc limit $3) as tickets,
       array(select jsonb_strip_nulls(jsonb_build_object('id', order_id, 'placedAt', (extract(epoch from placed_at) * 1000)::bigint,
           'total', total, 'currency', currency))
         from shop_order where contact_id = $2 and is_placed order by placed_at desc limit $3) as orders,
       array(select distinct jsonb_build_object('automation', a.slug, 'state', r.state)
         from run r join automation a on a.id = r.automation_id
         where r.contact_id = $2 and r.state in ('active', 'completed', 'exited')) as runs`,
    [run.id, run.contactId, latest],
  );
  return row;
}

/** The part of a world that is about the contact alone. */
export async function loadContact(
  tx: Tx,
  contactId: string,
): Promise<Pick<World, 'contact' | 'conversation' | 'workspace'>> {
  const [row] = await tx.query<[ContactSnapshot]>(
    `select c.id, c.first_name as "firstName", c.last_name as "lastName", c.language, c.country, c.time_zone as "timeZone",
       w.time_zone as "workspaceZone", w.calendar, w.sending, c.fields, c.marketing_consent as "marketingConsent", c.blocked,
       (select coalesce(array_agg(t.tag order by t.tag), '{}') from contact_tag t where t.contact_id = c.id) as tags,
       (select coalesce(array_agg(l.name order by l.name), '{}') from contact_list m join list l on l.id = m.list_id
         where m.contact_id = c.id) as lists,
       (select coalesce(jsonb_object_agg(f.name, jsonb_build_object('type', f.type, 'options', f.options)), '{}')
         from contact_field f where f.workspace_id = c.workspace_id) as "definedFields",
       array(select n.name from connection n where n.workspace_id = c.workspace_id and n.revoked_at is null and n.kind <> all($2)) as connections,
       (select i.value from contact_identity i where i.contact_id = c.id and i.kind = 'phone' limit 1) as phone,
       (select i.value from contact_identity i where i.contact_id = c.id and i.kind = 'email' limit 1) as email,
       (extract(epoch from v.last_inbound_at) * 1000)::bigint as "lastInboundAt", v.owner,
       (extract(epoch from v.owned_until) * 1000)::bigint as "ownedUntil"
     from contact c join workspace w on w.id = c.workspace_id
     left join lateral (select last_inbound_at, owner, owned_until from conversation where contact_id = c.id
       order by last_inbound_at desc nulls last, created_at limit 1) v on true
     where c.id = $1`,
    [contactId, tellingKinds],
  );
  return {
    contact: contactOf(row),
    conversation: conversationOf(row),
    workspace: workspaceOf(row),
  };
}

function workspaceOf(row: ContactSnapshot): NonNullable<World['workspace']> {
  const { caps, quietHours } = WorkspaceSending.parse(row.sending);
  return {
    timeZone: row.workspaceZone,
    fields: row.definedFields,
    connections: row.connections,
    ...(row.calendar && { calendar: row.calendar }),
    ...(caps.length > 0 && { caps }),
    ...(quietHours && { quietHours }),
  };
}

type Located = Pick<ContactSnapshot, 'country' | 'phone' | 'timeZone' | 'workspaceZone'>;

const countryIn = ({ country, phone }: Pick<Located, 'country' | 'phone'>): string | undefined =>
  country ?? (phone === null ? undefined : countryOf(phone));

/** The zone of a contact, by what its row, its phone number and its workspace say. */
export const zoneIn = (row: Located): string => zoneWith(row, countryIn(row));

const zoneWith = (
  { timeZone, workspaceZone }: Pick<Located, 'timeZone' | 'workspaceZone'>,
  country: string | undefined,
): string => zoneOf({ contactZone: timeZone ?? undefined, country, workspaceZone });

function contactOf(row: ContactSnapshot): World['contact'] {
  const country = countryIn(row);
  return {
    id: row.id,
    ...(row.firstName !== null && { firstName: row.firstName }),
    ...(row.lastName !== null && { lastName: row.lastName }),
    ...(row.language !== null && { language: row.language }),
    ...(row.phone !== null && { phone: row.phone }),
    ...(row.email !== null && { email: row.email }),
    ...(country !== undefined && { country }),
    timeZone: zoneWith(row, country),
    fields: row.fields,
    tags: row.tags,
    lists: row.lists,
    marketingConsent: row.marketingConsent,
    blocked: row.blocked,
  };
}

function conversationOf(row: ContactSnapshot): World['conversation'] {
  return {
    owner: row.owner ?? 'bot',
    ...(row.ownedUntil !== null && { ownedUntil: row.ownedUntil }),
    ...(row.lastInboundAt !== null && { windowClosesAt: row.lastInboundAt + serviceWindowMs }),
  };
}
