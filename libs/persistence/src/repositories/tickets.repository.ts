import type { TicketPriority, TicketStatus } from '@threadline/automation';
import type { Tx } from '../transaction.js';
import { at } from './runs.repository.js';

/** A ticket of the built-in desk. */
export interface Ticket {
  id: string;
  number: number;
  subject: string;
  status: TicketStatus;
  priority: TicketPriority;
  assigneeId: string | null;
}

const columns = `t.id, t.number, t.subject, t.status, t.priority, t.assignee_id as "assigneeId"`;

/** Whose tickets are opened, and when. */
export interface TicketsOf {
  workspaceId: string;
  contactId: string;
  runId: string;
  at: number;
}

export type NewTicket = Pick<Ticket, 'id' | 'subject' | 'priority' | 'assigneeId'>;

/**
 * Opens those tickets that are not there yet under the workspace's next numbers. The counter's row is held until the commit,
 * and a rollback takes the numbers back: they have no gaps and follow the order of commits. Under the contact's lock.
 */
export async function openTickets(tx: Tx, of: TicketsOf, tickets: readonly NewTicket[]): Promise<Ticket[]> {
  const known = await tx.query<{ id: string }[]>(`select id from ticket where id = any($1)`, [
    tickets.map(({ id }) => id),
  ]);
  const fresh = tickets.filter((ticket) => !known.some(({ id }) => id === ticket.id));
  if (fresh.length === 0) return [];
  return tx.query<Ticket[]>(
    `with counter as (
       insert into ticket_counter as c (workspace_id, last_number) values ($1, $6)
       on conflict (workspace_id) do update set last_number = c.last_number + excluded.last_number
       returning last_number - $6 as before)
     insert into ticket as t (id, workspace_id, number, contact_id, run_id, subject, status, priority, assignee_id, opened_at, updated_at)
     select n.id, $1, before + n.nth, $2, $3, n.subject, 'open', n.priority, n.assignee, $4, $4
     from counter, rows from (jsonb_to_recordset($5) as (id uuid, subject text, priority text, "assigneeId" uuid))
       with ordinality as n (id, subject, priority, assignee, nth)
     returning ${columns}`,
    [of.workspaceId, of.contactId, of.runId, at(of.at), JSON.stringify(fresh), fresh.length],
  );
}

/** The ticket a run speaks of: its last one, else the contact's last one that is not closed. Under the contact's lock. */
export async function ticketOf(tx: Tx, runId: string, contactId: string): Promise<Ticket | undefined> {
  const rows = await tx.query<Ticket[]>(
    `(select ${columns}, 1 as rank from ticket t where t.run_id = $1 order by t.number desc limit 1)
     union all
     (select ${columns}, 2 from ticket t where t.contact_id = $2 and t.status <> 'closed' order by t.number desc limit 1)
     order by rank limit 1`,
    [runId, contactId],
  );
  return rows[0];
}

/** Writes a ticket's status, priority and assignee. */
export async function saveTicket(tx: Tx, ticket: Ticket, now: number): Promise<void> {
  await tx.query(`update ticket set status = $2, priority = $3, assignee_id = $4, updated_at = $5 where id = $1`, [
    ticket.id,
    ticket.status,
    ticket.priority,
    ticket.assigneeId,
    at(now),
  ]);
}

/** Per changed property what it was and what it is. */
export type TicketChanges = Record<string, { from: string | null; to: string | null }>;

export interface TicketLine {
  changeId: string;
  ticketId: string;
  changes: TicketChanges;
  note?: string | undefined;
}

/** Adds lines to tickets' histories, in order, each once per `changeId`. Returns the ids of the new ones. */
export async function recordTicketChanges(
  tx: Tx,
  by: { runId: string; at: number },
  lines: readonly TicketLine[],
): Promise<string[]> {
  const rows = await tx.query<{ change_id: string }[]>(
    `insert into ticket_history (ticket_id, change_id, at, run_id, changes, note)
     select l."ticketId", l."changeId", $1, $2, l.changes, l.note
     from jsonb_to_recordset($3) as l("ticketId" uuid, "changeId" uuid, changes jsonb, note text)
     on conflict (change_id) do nothing returning change_id`,
    [at(by.at), by.runId, JSON.stringify(lines)],
  );
  return rows.map((row) => row.change_id);
}
