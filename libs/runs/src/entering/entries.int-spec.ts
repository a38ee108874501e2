import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aDefinition, anArmedDefinition, Stage } from '../testing/index.js';

const hour = 3_600_000;
const anna = '+391110000001';
const opened: Stage[] = [];
let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
  for (const template of ['cart_reminder', 'cart_coupon']) await stage.approveTemplate(template);
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

describe('an armed run', () => {
  it('enters when its moment comes, and not before', async () => {
    await stage.publish(anArmedDefinition());
    await stage.cart(anna, 'cart-1');
    const { id, state } = await stage.onlyRun();
    expect(state).toBe('armed');
    expect((await stage.later(id, 4 * hour - 1)).wakeAt).toBe(stage.clock.now() + 1);
    expect(stage.whatsapp.ledger).toEqual([]);
    await stage.later(id, 1);
    expect((await stage.onlyRun()).state).toBe('active');
    expect(stage.whatsapp.ledger).toHaveLength(1);
  });

  it('moves with a newer event of its key', async () => {
    await stage.publish(anArmedDefinition());
    await stage.cart(anna, 'cart-1');
    stage.passes(hour);
    await stage.cart(anna, 'cart-1');
    const { id } = await stage.onlyRun();
    expect((await stage.later(id, 3 * hour)).wakeAt).toBe(stage.clock.now() + hour);
    await stage.later(id, hour);
    expect(await stage.trail(id)).toEqual(['armed', 're_armed', 'entered', ...(await stage.trail(id)).slice(3)]);
  });

  it('does not move for an event older than the one that armed it', async () => {
    await stage.publish(anArmedDefinition());
    const now = stage.clock.now();
    await stage.cart(anna, 'cart-1');
    await stage.cart(anna, 'cart-1', { at: now - 2 * hour });
    const { id } = await stage.onlyRun();
    expect((await stage.advance(id)).wakeAt).toBe(now + 4 * hour);
  });

  it('is disarmed by an order and enters no number', async () => {
    await stage.publish(anArmedDefinition());
    await stage.cart(anna, 'cart-1');
    await stage.order(anna, 'order-1');
    const { id, state } = await stage.onlyRun();
    expect(state).toBe('disarmed');
    expect((await stage.later(id, 5 * hour)).outcome).toMatchObject({ state: 'disarmed' });
    expect(stage.whatsapp.ledger).toEqual([]);
    expect(await stage.emitted()).toEqual(['contact.created', 'run.armed', 'run.disarmed']);
  });

  it('never comes to be from a cart that is older than the order', async () => {
    await stage.publish(anArmedDefinition());
    const now = stage.clock.now();
    await stage.order(anna, 'order-1', { at: now });
    await stage.cart(anna, 'cart-1', { at: now - hour });
    expect(await stage.runs()).toEqual([]);
  });
});

describe('entering', () => {
  it('is refused while a run is live, and the refusal is recorded', async () => {
    await stage.publish(aDefinition());
    await stage.cart(anna, 'cart-1');
    await stage.cart(anna, 'cart-2');
    expect((await stage.runs()).map(({ state, reason }) => ({ state, reason }))).toEqual([
      { state: 'active', reason: null },
      { state: 'refused', reason: 'live_run' },
    ]);
  });

  it('supersedes the live run in the same transaction when told to', async () => {
    await stage.publish(aDefinition({ entry: { mode: 'after_exit', per: 'contact', onConflict: 'supersede' } }));
    await stage.cart(anna, 'cart-1');
    await stage.drive((await stage.onlyRun()).id);
    await stage.cart(anna, 'cart-2');
    expect((await stage.runs()).map(({ state, reason }) => ({ state, reason }))).toEqual([
      { state: 'exited', reason: 'superseded' },
      { state: 'active', reason: null },
    ]);
    expect(stage.temporal.rung).toHaveLength(1);
  });

  it('happens once for an event that comes five times at once', async () => {
    await stage.publish(aDefinition());
    const all = await Promise.all(Array.from({ length: 5 }, () => stage.cart(anna, 'cart-1', { id: 'event-1' })));
    expect(all.sort()).toEqual(['handled', 'repeated', 'repeated', 'repeated', 'repeated']);
    expect(await stage.runs()).toHaveLength(1);
    expect(stage.temporal.started).toHaveLength(1);
  });

  it('leaves one live run when 30 events of a contact come at once', async () => {
    await stage.publish(aDefinition({ entry: { mode: 'after_exit', per: 'contact', onConflict: 'supersede' } }));
    await Promise.all(Array.from({ length: 30 }, (_, n) => stage.cart(anna, `cart-${n}`)));
    const runs = await stage.runs();
    expect(runs).toHaveLength(30);
    expect(runs.filter(({ state }) => state === 'active')).toHaveLength(1);
  });

  it('is owed to Temporal while it is away, and made good afterwards', async () => {
    stage.temporal.isAway = true;
    await stage.publish(aDefinition());
    await stage.cart(anna, 'cart-1');
    expect(stage.temporal.started).toEqual([]);
    stage.temporal.isAway = false;
    await stage.services.temporal.deliverOverdue(0, 100_000);
    expect(stage.temporal.started.map(({ args }) => args)).toContainEqual([
      { runId: (await stage.onlyRun()).id, epoch: 1, seenRevision: 0 },
    ]);
  });
});
