import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { HeldTransaction } from '@threadline/persistence/testing';
import { aDefinition, Stage } from '../testing/index.js';

const hour = 3_600_000;
const anna = '+391110000001';
const opened: Stage[] = [];
let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

const steps = { wait: { type: 'delay', for: 'PT1H', next: null } };
const waiting = (entry: object, parts: object = {}) => aDefinition({ entry, start: 'wait', steps, ...parts });
const states = async () => (await stage.runs()).map(({ key, state }) => `${key} ${state}`);
const runOf = async (key: string) => (await stage.runs()).find((run) => run.key === key)?.id ?? '';
/** Moves whoever was rung, as Temporal does, until nobody is. */
const answerBells = async () => {
  for (let rung = stage.temporal.rung.splice(0); rung.length > 0; rung = stage.temporal.rung.splice(0))
    for (const { workflowId } of rung) await stage.drive(workflowId.split('/').at(-1) ?? '');
};
const endFirst = async (key: string) => {
  await stage.later(await runOf(key), hour);
  await answerBells();
};

describe('a run that waits in the queue', () => {
  beforeEach(async () => {
    await stage.publish(
      waiting(
        { onConflict: 'queue' },
        { exits: [{ on: 'ticket.closed', filter: { path: 'data.all', op: 'exists' } }] },
      ),
    );
    for (const cart of ['a', 'b', 'c']) await stage.cart(anna, cart);
    await stage.drive(await runOf('a'));
  });

  it('enters at the end of the one before it, in order', async () => {
    expect(await states()).toEqual(['a active', 'b armed', 'c armed']);
    expect(await stage.trail(await runOf('b'))).toEqual(['held']);
    await endFirst('a');
    expect(await states()).toEqual(['a completed', 'b active', 'c armed']);
    await endFirst('b');
    expect(await states()).toEqual(['a completed', 'b completed', 'c active']);
  });

  it('keeps its place before one that comes between an end and its own entering', async () => {
    await stage.later(await runOf('a'), hour);
    await stage.cart(anna, 'd');
    await answerBells();
    expect(await states()).toEqual(['a completed', 'b active', 'c armed', 'd armed']);
  });

  it('is next when the one before it leaves the queue', async () => {
    await stage.dataSource.query(`update contact set blocked = true`);
    await stage.later(await runOf('a'), hour);
    stage.temporal.rung.splice(0);
    await stage.advance(await runOf('b'));
    expect(await states()).toEqual(['a completed', 'b refused', 'c armed']);
    expect(stage.temporal.rung.map(({ workflowId }) => workflowId)).toEqual([
      expect.stringContaining(await runOf('c')),
    ]);
  });

  it('leaves with all others at an exit', async () => {
    await stage.tells('ticket.closed', anna, { ticketId: 't', all: true });
    await answerBells();
    expect(await states()).toEqual(['a exited', 'b disarmed', 'c disarmed']);
  });
});

it('a queue is kept for each key when entry counts per key', async () => {
  await stage.publish(waiting({ onConflict: 'queue', per: 'key' }));
  for (const [cart, id] of [
    ['a', '1'],
    ['b', '2'],
    ['a', '3'],
    ['b', '4'],
  ] as const)
    await stage.cart(anna, cart, { id });
  expect(await states()).toEqual(['a active', 'b active', 'a armed', 'b armed']);
  const [first] = await stage.runs();
  await stage.drive(first?.id ?? '');
  await stage.later(first?.id ?? '', hour);
  await answerBells();
  expect(await states()).toEqual(['a completed', 'b active', 'a active', 'b armed']);
});

describe('a run whose audience does not hold at its event', () => {
  beforeEach(async () => {
    await stage.publish(waiting({ audience: { tag: 'vip' }, grace: 'PT2H' }));
    await stage.cart(anna, 'a');
  });

  it('enters as soon as the contact has changed', async () => {
    expect(await states()).toEqual(['a armed']);
    stage.passes(hour);
    await stage.publish(
      aDefinition({
        triggers: [{ id: 'go', type: 'integration', event: 'go' }],
        start: 'tag',
        steps: { tag: { type: 'add_tag', tag: 'vip', next: null } },
      }),
    );
    await stage.tells('integration.go', anna);
    await stage.drive((await stage.runs()).find(({ key }) => key === '')?.id ?? '');
    await stage.echoes();
    await answerBells();
    expect(await states()).toContain('a active');
  });

  it('is refused when its grace is over', async () => {
    const { wakeAt } = await stage.advance(await runOf('a'));
    expect(wakeAt).toBe(stage.clock.now() + 2 * hour);
    await stage.later(await runOf('a'), 2 * hour);
    expect(await stage.onlyRun()).toMatchObject({ state: 'refused', reason: 'audience' });
  });
});

describe('many events of one contact at the same moment', () => {
  const together = async (entry: object) => {
    await stage.publish(waiting(entry));
    await stage.cart(anna, 'zero');
    const hold = await HeldTransaction.begin(stage.dataSource);
    await hold.tx.query(`select 1 from contact for update`);
    const events = Array.from({ length: 12 }, (_, n) => stage.cart(anna, `cart-${n}`));
    await hold.until(8);
    await hold.letGo();
    await Promise.all(events);
    const counted: { state: string; reason: string | null; count: number }[] = await stage.dataSource.query(
      `select state, reason, count(*)::int as count from run where workspace_id = $1 group by 1, 2 order by 1, 2`,
      [stage.workspace.id],
    );
    return Object.fromEntries(counted.map(({ state, reason, count }) => [`${state} ${reason ?? ''}`.trim(), count]));
  };

  it.each([
    [{ mode: 'once' }, { active: 1, 'refused once': 12 }],
    [{ mode: 'after_exit' }, { active: 1, 'refused live_run': 12 }],
    [
      { mode: 'after_exit', onConflict: 'supersede' },
      { active: 1, 'exited superseded': 12 },
    ],
    [
      { mode: 'after_exit', onConflict: 'queue' },
      { active: 1, armed: 12 },
    ],
    [{ mode: 'always' }, { active: 13 }],
    [
      { mode: 'always', limits: [{ max: 3, per: 'P1D' }] },
      { active: 3, 'refused limit': 10 },
    ],
    [
      { mode: 'after_exit', onConflict: 'supersede', minGap: 'PT1H' },
      { active: 1, 'exited superseded': 1, 'refused min_gap': 11 },
    ],
  ])('come to the same as one after the other: %j', async (entry, counts) => {
    expect(await together(entry)).toEqual(counts);
  });
});
