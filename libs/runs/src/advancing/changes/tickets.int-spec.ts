import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Change } from '@threadline/automation';
import { emit, ensureOperator, inTransaction, loadWorld } from '@threadline/persistence';
import { ChangedRun, Stage } from '../../testing/index.js';
import { applyChanges, type Changed } from './apply-changes.js';

const opened: Stage[] = [];
let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

const aRun = (n = 1) => ChangedRun.of(stage, `+39112${String(n).padStart(7, '0')}`);
const opening = (turn = 1, more: { assignee?: string } = {}): Change => ({
  kind: 'ticket_opened',
  stepId: 'desk',
  turn,
  subject: `Question ${turn}`,
  priority: 'normal',
  ...more,
});
const told = ({ events }: Changed) => events.map(({ type }) => type);
const reasons = ({ problems }: Changed) => problems.map(({ saw }) => saw?.['reason']);
const tickets = (): Promise<{ number: number; status: string; priority: string }[]> =>
  stage.dataSource.query(`select number, status, priority from ticket where workspace_id = $1 order by number`, [
    stage.workspace.id,
  ]);

describe('opening tickets', () => {
  it('numbers fifty at once without a gap or a double', async () => {
    const runs = await Promise.all(Array.from({ length: 10 }, (_, n) => aRun(n)));
    const openings = runs.flatMap((run) => [1, 2, 3, 4, 5].map((turn) => run.change([opening(turn)])));
    await Promise.all(openings);
    expect((await tickets()).map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
  });

  it('gives the number of a decision that was rolled back to the next one', async () => {
    const [first, second] = [await aRun(1), await aRun(2)];
    const failing = first.act(async (work, run) => {
      await applyChanges(work, run, [opening()]);
      throw new Error('the rest of the decision failed');
    });
    await expect(failing).rejects.toThrow('the rest');
    await second.change([opening()]);
    expect((await tickets()).map(({ number }) => number)).toEqual([1]);
  });

  it('numbers those of one decision in its order', async () => {
    const { events } = await (await aRun()).change([opening(1), opening(2), opening(3)]);
    expect(events.map(({ data }) => data)).toMatchObject([
      { number: 1, subject: 'Question 1' },
      { number: 2, subject: 'Question 2' },
      { number: 3, subject: 'Question 3' },
    ]);
  });

  it('opens one when the same step at the same turn opens it twice', async () => {
    const run = await aRun();
    expect(told(await run.change([opening()]))).toEqual(['ticket.opened']);
    expect(told(await run.change([opening()]))).toEqual([]);
    expect(told(await run.change([opening()], { later: 1 }))).toEqual([]);
    expect(told(await run.change([opening(2)], { later: 2 }))).toEqual(['ticket.opened']);
    expect((await tickets()).map(({ number }) => number)).toEqual([1, 2]);
  });

  it('for somebody unknown opens it for nobody and says so', async () => {
    const changed = await (await aRun()).change([opening(1, { assignee: 'Zoe' })]);
    expect([told(changed), reasons(changed)]).toEqual([['ticket.opened'], ['unknown_operator']]);
  });

  it('counts each workspace apart', async () => {
    const other = await Stage.open(process.env['DATABASE_URL']);
    opened.push(other);
    await (await ChangedRun.of(other, '+391130000001')).change([opening()]);
    await (await aRun()).change([opening()]);
    expect((await tickets()).map(({ number }) => number)).toEqual([1]);
  });
});

describe('updating a ticket', () => {
  it('keeps its history and tells what was and what is', async () => {
    const adaId = await inTransaction(stage.dataSource, (tx) =>
      ensureOperator(tx, stage.workspace.id, { name: 'Ada', role: 'operator' }),
    );
    const run = await aRun();
    await run.change([opening()]);
    const update: Change = { kind: 'ticket_updated', priority: 'urgent', assignee: 'Ada', note: 'angry' };
    const changed = await run.change([update, { kind: 'ticket_updated', status: 'solved' }], { later: 1 });
    expect(changed.events.map(({ data }) => data)).toMatchObject([
      { priority: 'urgent', status: 'open', assigneeId: adaId, isNoted: true },
      { priority: 'urgent', status: 'solved', changes: { status: { from: 'open', to: 'solved' } }, isNoted: false },
    ]);
    const history = await stage.dataSource.query(
      `select h.changes, h.note from ticket_history h join ticket t on t.id = h.ticket_id where t.workspace_id = $1 order by h.id`,
      [stage.workspace.id],
    );
    expect(history).toEqual([
      { changes: { status: { from: null, to: 'open' }, priority: { from: null, to: 'normal' } }, note: null },
      { changes: { priority: { from: 'normal', to: 'urgent' }, assignee: { from: null, to: adaId } }, note: 'angry' },
      { changes: { status: { from: 'open', to: 'solved' } }, note: null },
    ]);
  });

  it('repeated, or to what it is already, changes and tells nothing', async () => {
    const run = await aRun();
    await run.change([opening()]);
    const update: Change = { kind: 'ticket_updated', status: 'pending', note: 'asked' };
    expect(told(await run.change([update], { later: 1 }))).toEqual(['ticket.updated']);
    expect(told(await run.change([update], { later: 1 }))).toEqual([]);
    expect(told(await run.change([{ kind: 'ticket_updated', status: 'pending' }], { later: 2 }))).toEqual([]);
  });

  it('means the last one of the run, else the last one of the contact that is not closed', async () => {
    const run = await aRun();
    const other = await ChangedRun.of(stage, '+391120000001');
    await other.change([opening(1), opening(2)]);
    await other.change([{ kind: 'ticket_updated', status: 'closed' }], { later: 1 });
    await run.change([{ kind: 'ticket_updated', priority: 'high' }]);
    expect(await tickets()).toMatchObject([
      { number: 1, status: 'open', priority: 'high' },
      { number: 2, status: 'closed', priority: 'normal' },
    ]);
    await run.change([opening(1)]);
    await run.change([{ kind: 'ticket_updated', priority: 'low' }], { later: 1 });
    expect((await tickets()).map(({ priority }) => priority)).toEqual(['high', 'normal', 'low']);
  });

  it('without a ticket is a problem', async () => {
    expect(reasons(await (await aRun()).change([{ kind: 'ticket_updated', status: 'closed' }]))).toEqual(['no_ticket']);
  });
});

describe('a ticket', () => {
  it('stands in the world of the next decision, and its events go to the topic of tickets', async () => {
    const run = await aRun();
    await run.act(async (work, row) => emit(work.tx, (await applyChanges(work, row, [opening()])).events));
    const { tickets: known } = await loadWorld(stage.dataSource.manager, await run.read());
    expect(known).toMatchObject([{ number: 1, status: 'open', runId: run.runId, openedAt: stage.clock.now() }]);
    const [queued] = await stage.dataSource.query(
      `select topic, key from outbox where event->>'type' = 'ticket.opened' and event->>'workspaceid' = $1`,
      [stage.workspace.id],
    );
    expect(queued).toEqual({ topic: 'threadline.ticket.v1', key: `${stage.workspace.id}/id:${run.contactId}` });
  });
});
