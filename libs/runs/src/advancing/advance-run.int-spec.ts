import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { lockContact } from '@threadline/persistence';
import { aDefinition, Stage } from '../testing/index.js';

const hour = 3_600_000;
const help = { kind: 'button', payload: 'help', text: 'Help' } as const;
const opened: Stage[] = [];
let stage: Stage;
let anna = '';
let calls = 0;

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
  for (const template of ['cart_reminder', 'cart_coupon']) await stage.approveTemplate(template);
  anna = `+39111${String(Date.now()).slice(-6)}${calls++ % 10}`;
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

async function anEnteredRun(definition = aDefinition()): Promise<string> {
  await stage.publish(definition);
  await stage.cart(anna, 'cart-1');
  return (await stage.onlyRun()).id;
}

describe('a decision', () => {
  it('called again after its commit gives the same orders and plans nothing twice', async () => {
    const run = await anEnteredRun();
    const first = await stage.advance(run);
    const second = await stage.advance(run);
    expect(second).toEqual(first);
    expect(first.effects).toHaveLength(1);
    await stage.drive(run);
    expect(stage.whatsapp.ledger).toHaveLength(1);
  });

  it('uses a reply that came between the end of the wait and the decision', async () => {
    const run = await anEnteredRun();
    await stage.drive(run);
    stage.passes(2 * hour);
    await stage.says(anna, help);
    expect((await stage.drive(run)).outcome).toEqual({ state: 'completed', reason: 'last_step' });
    expect(await stage.trail(run)).toContain('answered');
    expect(stage.whatsapp.ledger).toHaveLength(1);
  });

  it('that was asked for before an outage is taken at the moment it is made', async () => {
    const run = await anEnteredRun();
    await stage.drive(run);
    const now = stage.clock.now();
    stage.passes(hour);
    await stage.advance(run, { now });
    expect(await stage.trail(run)).toContain('timed_out');
  });

  it('to wait for centuries is looked at again within a year, which a timer has room for', async () => {
    const wait = { type: 'delay', until: '9999-12-31T00:00:00Z', next: null };
    const run = await anEnteredRun(aDefinition({ start: 'wait', steps: { wait } }));
    const { wakeAt } = await stage.advance(run);
    expect(wakeAt).toBe(stage.clock.now() + 365 * 24 * hour);
    expect(await stage.advance(run, { now: wakeAt ?? 0 })).toMatchObject({ wakeAt: (wakeAt ?? 0) + 365 * 24 * hour });
  });

  it('takes the deadline when no reply came', async () => {
    const run = await anEnteredRun();
    await stage.drive(run);
    expect((await stage.later(run, hour)).outcome).toEqual({ state: 'completed', reason: 'last_step' });
    expect(stage.whatsapp.ledger.map(({ content }) => 'name' in content && content.name)).toEqual([
      'cart_reminder',
      'cart_coupon',
    ]);
  });

  it('that waited for the lock while the run was ended sees the end and plans nothing', async () => {
    const run = await anEnteredRun();
    const [{ contact_id: contactId }] = await stage.dataSource.query(`select contact_id from run where id = $1`, [run]);
    const blocker = stage.dataSource.createQueryRunner();
    await blocker.startTransaction();
    await lockContact(blocker.manager, contactId);
    const deciding = stage.advance(run);
    await untilSomebodyWaits();
    await blocker.query(
      `update run set state = 'exited', reason = 'opted_out', revision = revision + 1 where id = $1`,
      [run],
    );
    await blocker.commitTransaction();
    await blocker.release();
    expect(await deciding).toMatchObject({ effects: [], outcome: { state: 'exited', reason: 'opted_out' } });
    expect(await stage.dataSource.query(`select 1 from message where run_id = $1`, [run])).toEqual([]);
  });

  it('of an older epoch ends its workflow and touches nothing', async () => {
    const run = await anEnteredRun();
    await stage.dataSource.query(`update run set epoch = 2 where id = $1`, [run]);
    expect((await stage.advance(run, { epoch: 1 })).outcome).toEqual({ state: 'replaced' });
    expect((await stage.advance(run, { epoch: 2 })).effects).toHaveLength(1);
  });

  it('on a row older than the workflow has seen sends nothing and asks for repair', async () => {
    const run = await anEnteredRun();
    const { revision } = await stage.advance(run);
    const orders = await stage.advance(run, { seenRevision: revision + 5 });
    expect(orders.effects).toEqual([]);
    expect(orders.outcome).toBeUndefined();
    expect(await stage.dataSource.query(`select needs_repair from run where id = $1`, [run])).toEqual([
      { needs_repair: true },
    ]);
  });

  it('on a missing row sends nothing and looks again later', async () => {
    const orders = await stage.advance('00000000-0000-4000-8000-000000000000');
    expect(orders.effects).toEqual([]);
    expect(orders.wakeAt).toBeGreaterThan(stage.clock.now());
  });

  it('that the engine cannot take stalls the run instead of failing it, and goes on once it can', async () => {
    const run = await anEnteredRun();
    const good = await stage.dataSource.query(`select run_state from run where id = $1`, [run]);
    await stage.dataSource.query(
      `update run set run_state = jsonb_set(run_state, '{tokens,0,stepId}', '"gone"') where id = $1`,
      [run],
    );
    const orders = await stage.advance(run);
    expect(orders.details).toContain('stalled');
    const [row] = await stage.dataSource.query(`select state, stalled_at from run where id = $1`, [run]);
    expect(row).toEqual({ state: 'active', stalled_at: expect.any(Date) });
    await stage.dataSource.query(`update run set run_state = $2 where id = $1`, [
      run,
      JSON.stringify(good[0].run_state),
    ]);
    expect((await stage.advance(run)).effects).toHaveLength(1);
    expect(await stage.dataSource.query(`select stalled_at from run where id = $1`, [run])).toEqual([
      { stalled_at: null },
    ]);
  });

  it('exits with stopped_by_user when the workflow was cancelled', async () => {
    const run = await anEnteredRun();
    const orders = await stage.decisions.advance({
      runId: run,
      epoch: 1,
      seenRevision: 0,
      now: stage.clock.now(),
      stopRequested: true,
    });
    expect(orders.outcome).toEqual({ state: 'exited', reason: 'stopped_by_user' });
  });
});

describe('an exit', () => {
  it('while a send is in flight lets it finish, says that it was too late, and sends nothing more', async () => {
    const run = await anEnteredRun();
    const { effects } = await stage.advance(run);
    stage.whatsapp.answerNext(async ({ callbackId }) => {
      await stage.says(anna, 'STOP');
      return { outcome: 'accepted', wamid: `wamid.${callbackId}` };
    });
    await stage.outgoing.send(effects[0]?.id ?? '');
    expect(await stage.onlyRun()).toMatchObject({ state: 'exited', reason: 'opted_out' });
    expect(await stage.trail(run)).toContain('too_late_to_stop');
    expect((await stage.later(run, 2 * hour)).outcome).toEqual({ state: 'exited', reason: 'opted_out' });
    expect(await stage.dataSource.query(`select status from message where run_id = $1`, [run])).toEqual([
      { status: 'accepted' },
    ]);
  });

  it('skips a message nobody has claimed', async () => {
    const run = await anEnteredRun();
    const { effects } = await stage.advance(run);
    await stage.says(anna, 'basta!');
    expect(await stage.outgoing.send(effects[0]?.id ?? '')).toMatchObject({ outcome: 'skipped' });
    expect(stage.whatsapp.ledger).toEqual([]);
    expect(stage.temporal.rung.map(({ signal }) => signal)).toEqual(['exitRequested']);
  });
});

async function untilSomebodyWaits(): Promise<void> {
  for (let tries = 0; tries < 2_000; tries++) {
    const [row] = await stage.dataSource.query(
      `select count(*)::int as waiting from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
    );
    if (row.waiting > 0) return;
  }
  throw new Error('nobody waited for the lock');
}
