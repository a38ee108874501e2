import { describe, expect, it } from '@jest/globals';
import { isFired, type TriggerInput } from '../testing/index.js';

type Told = Omit<Extract<TriggerInput, { type: 'ticket' }>, 'id' | 'type'>;
const ticket = { ticketId: 't-1', status: 'open', priority: 'high', assigneeId: 'ann' };
const opened = { type: 'ticket.opened', data: ticket };
const solved = {
  type: 'ticket.updated',
  data: { ...ticket, status: 'solved', changes: { status: { from: 'open', to: 'solved' } } },
};
const raised = { type: 'ticket.updated', data: { ...ticket, changes: { priority: { from: 'low', to: 'high' } } } };
const closed = { type: 'ticket.closed', data: { ...ticket, status: 'closed' } };

describe('a ticket trigger', () => {
  it.each<[string, Told, boolean[]]>([
    ['fires at anything without more', {}, [true, true, true, true]],
    ['fires when a ticket opens', { change: 'opened' }, [true, false, false, false]],
    ['fires at changes of the status, the first one included', { change: 'status' }, [true, true, false, true]],
    ['fires at changes of one of several', { change: ['opened', 'priority'] }, [true, false, true, false]],
    ['fires when the status becomes one', { to: 'solved' }, [false, true, false, false]],
    ['fires when the status was one', { from: 'open' }, [false, true, false, false]],
    ['fires when a ticket is closed, told as a change or not', { to: 'closed' }, [false, false, false, true]],
    ['fires for tickets of a priority', { priority: 'low' }, [false, false, false, false]],
    ['fires for tickets of an operator', { assignee: 'ann', change: 'opened' }, [true, false, false, false]],
  ])('%s', (_, told, expected) => {
    expect([opened, solved, raised, closed].map((event) => isFired({ type: 'ticket', ...told }, event))).toEqual(
      expected,
    );
  });

  it('needs an event that names its ticket', () => {
    expect(isFired({ type: 'ticket' }, { type: 'ticket.opened', data: { status: 'open' } })).toBe(false);
  });
});
