import { ticketIdOf } from '@threadline/contracts';
import {
  openTickets,
  operatorsNamed,
  recordTicketChanges,
  saveTicket,
  ticketOf,
  type NewTicket,
  type Operator,
  type Ticket,
  type TicketChanges,
} from '@threadline/persistence';
import type { Apply, Changing, ChangeKind, Consequence, Identified } from './changing.js';

type Update = Identified<'ticket_updated'>;

/** One ticket per step and turn. An unknown assignee leaves it to nobody. */
export const openTicketsOfDesk: Apply<'ticket_opened'> = async (changing, changes) => {
  const { work, run } = changing;
  const assignees = await assigneesOf(changing, 'ticket_opened', changes);
  const wanted = changes.map(({ id: changeId, stepId, turn, subject, priority, assignee }) => {
    const ticket: NewTicket = {
      id: ticketIdOf(run.id, stepId, turn),
      subject,
      priority,
      assigneeId: assignees.idOf(assignee) ?? null,
    };
    return { changeId, ticket };
  });
  const of = { workspaceId: run.workspaceId, contactId: run.contactId, runId: run.id, at: changing.now };
  const opened = await openTickets(
    work.tx,
    of,
    wanted.map(({ ticket }) => ticket),
  );
  const told = wanted.flatMap(({ changeId, ticket }) => {
    const found = opened.find(({ id }) => id === ticket.id);
    return found ? [{ changeId, ticket: found }] : [];
  });
  await recordTicketChanges(
    work.tx,
    { runId: run.id, at: changing.now },
    told.map(({ changeId, ticket }) => ({ changeId, ticketId: ticket.id, changes: changesOf(undefined, ticket) })),
  );
  return [
    ...told.map(({ changeId, ticket }) => changing.tell('ticket.opened', changeId, snapshot(changing, ticket))),
    ...assignees.problems,
  ];
};

/** Neighbours speak of one ticket. What it has already changes nothing; a note is added once. */
export const updateTicket: Apply<'ticket_updated'> = async (changing, updates) => {
  const { tx, run, now } = changing;
  const found = await ticketOf(tx, run.id, run.contactId);
  if (!found)
    return [
      changing.problem('ticket_updated', { reason: 'no_ticket', why: 'the contact has no ticket that is not closed' }),
    ];
  const assignees = await assigneesOf(changing, 'ticket_updated', updates);
  const lines = linesOf(found, updates, assignees.idOf);
  const latest = lines.at(-1)?.ticket ?? found;
  if (lines.some(({ changes }) => Object.keys(changes).length > 0)) await saveTicket(tx, latest, now);
  const recorded = await recordTicketChanges(
    tx,
    { runId: run.id, at: now },
    lines.map(({ update, ticket, changes }) => ({
      changeId: update.id,
      ticketId: ticket.id,
      changes,
      note: update.note,
    })),
  );
  const told = lines
    .filter(({ update }) => recorded.includes(update.id))
    .map(({ update, ticket, changes }) =>
      changing.tell('ticket.updated', update.id, {
        ...snapshot(changing, ticket),
        changes,
        isNoted: update.note !== undefined,
      }),
    );
  return [...told, ...assignees.problems];
};

/** The ticket after each update that changes or notes something. */
function linesOf(from: Ticket, updates: readonly Update[], idOf: (assignee: string | undefined) => string | undefined) {
  let before = from;
  return updates.flatMap((update) => {
    const ticket: Ticket = {
      ...before,
      status: update.status ?? before.status,
      priority: update.priority ?? before.priority,
      assigneeId: idOf(update.assignee) ?? before.assigneeId,
    };
    const changes = changesOf(before, ticket);
    before = ticket;
    return Object.keys(changes).length > 0 || update.note !== undefined ? [{ update, ticket, changes }] : [];
  });
}

function changesOf(before: Ticket | undefined, after: Ticket): TicketChanges {
  const changes: TicketChanges = {};
  const compare = (name: string, from: string | null, to: string | null) => {
    if (from !== to) changes[name] = { from, to };
  };
  compare('status', before?.status ?? null, after.status);
  compare('priority', before?.priority ?? null, after.priority);
  compare('assignee', before?.assigneeId ?? null, after.assigneeId);
  return changes;
}

const snapshot = ({ run }: Changing, { id, number, subject, status, priority, assigneeId }: Ticket) => ({
  ticketId: id,
  contact: { id: run.contactId },
  number,
  subject,
  status,
  priority,
  assigneeId,
});

/** The operators named as assignees, and a problem for each name nobody has. */
async function assigneesOf(
  changing: Changing,
  kind: ChangeKind,
  changes: readonly { assignee?: string }[],
): Promise<{ idOf: (name: string | undefined) => string | undefined; problems: Consequence[] }> {
  const named = changes.flatMap(({ assignee }) => (assignee === undefined ? [] : [assignee]));
  const operators: Operator[] =
    named.length === 0 ? [] : await operatorsNamed(changing.tx, changing.run.workspaceId, named);
  return {
    idOf: (name) => operators.find((operator) => operator.name === name)?.id,
    problems: changing.unknown(kind, 'operator', { named, known: operators.map(({ name }) => name) }),
  };
}
