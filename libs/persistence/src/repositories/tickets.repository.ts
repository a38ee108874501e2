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

export interface NewTicket {
  id: string;
  workspaceId: string;
  contactId: string;
  runId: string;
  subject: string;
  priority: TicketPriority;
  assigneeId: string | null;
  openedAt: number;
}

/**
 * Opens a ticket under the workspace's next number. Undefined when the ticket is there already. The counter's row is held
 * until the commit, and a rollback takes the number back: numbers have no gaps and follow the order of commits.
 */
export async function openTicket(tx: Tx, ticket: NewTicket): Promise<Ticket | undefined> {
  const known = await tx.query<unknown[]>(`select 1 from ticket where id = $1`, [ticket.id]);
  if (known.length > 0) return undefined;
  const rows = await tx.query<Ticket[]>(
    `with counter as (
       insert into ticket_counter (workspace_id, last_number) values ($2, 1)
       on conflict (workspace_id) do update set last_number = ticket_counter.last_number + 1 returning last_number)
     insert into ticket as t (id, workspace_id, number, contact_id, run_id, subject, status, priority, assignee_id, opened_at, updated_at)
     select $1, $2, last_number, $3, $4, $5, 'open', $6, $7, $8, $8 from counter returning ${columns}`,
    [
      ticket.id,
      ticket.workspaceId,
      ticket.contactId,
      ticket.runId,
      ticket.subject,
      ticket.priority,
      ticket.assigneeId,
      at(ticket.openedAt),
    ],
  );
  return rows[0];
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

/** Adds a line to a ticket's history, once per `changeId`. Says whether it was new. */
export async function recordTicketChange(
  tx: Tx,
  line: { ticketId: string; changeId: string; at: number; runId: string; changes: TicketChanges; note?: string },
): Promise<boolean> {
  const rows = await tx.query<unknown[]>(
    `insert into ticket_history (ticket_id, change_id, at, run_id, changes, note) values ($1, $2, $3, $4, $5, $6)
     on conflict (change_id) do nothing returning id`,
    [line.ticketId, line.changeId, at(line.at), line.runId, JSON.stringify(line.changes), line.note],
  );
  return rows.length > 0;
}
