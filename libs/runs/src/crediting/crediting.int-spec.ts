import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { messageIdOf } from '@threadline/contracts';
import { aDefinition, Stage } from '../testing/index.js';
import { rebuildCredits } from './rebuild-credits.js';

const day = 86_400_000;
const anna = '+391110000001';
const opened: Stage[] = [];
let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
  for (const template of ['cart_reminder', 'cart_coupon']) await stage.approveTemplate(template);
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

/** A run that has sent its reminder, and left the contact alone since. */
async function aRun(goal: object = {}, cartId = 'cart-1'): Promise<string> {
  const reminder = {
    type: 'send_template',
    template: 'cart_reminder',
    language: 'en',
    variables: { 1: 'x' },
    next: null,
  };
  await stage.publish(
    aDefinition({
      triggers: [
        {
          id: 'cart',
          type: 'shop',
          event: 'cart.updated',
          key: 'data.cartId',
          filter: { path: 'data.cartId', op: 'eq', value: cartId },
        },
      ],
      goal: { on: 'shop.order.placed', ...goal },
      exits: [],
      start: 'remind',
      steps: { remind: reminder },
    }),
  );
  await stage.cart(anna, cartId);
  const [run] = (await stage.runs()).filter(({ key }) => key === cartId);
  await stage.drive(run?.id ?? '');
  return run?.id ?? '';
}

const reminderOf = (run: string) => messageIdOf(run, 'remind', 1);
const reads = (run: string) => stage.reports(reminderOf(run), 'read');
const converted = async () =>
  (await stage.runs()).filter(({ converted_at }) => converted_at !== null).map(({ key }) => key);

describe('an order', () => {
  it('is credited to the last touch, over all automations', async () => {
    const [first, second] = [await aRun({}, 'cart-1'), await aRun({}, 'cart-2')];
    await reads(second);
    stage.passes(1_000);
    await reads(first);
    stage.passes(day);
    await stage.order(anna, 'order-1');
    expect(await converted()).toEqual(['cart-1']);
  });

  it('is credited by a tap on a button, long after the message was read', async () => {
    const run = await aRun({ within: 'P1D', afterClick: 'P5D' });
    await reads(run);
    stage.passes(3 * day);
    await stage.says(anna, { kind: 'button', payload: 'buy', text: 'Buy' }, { quotes: `wamid.${reminderOf(run)}` });
    stage.passes(2 * day);
    await stage.order(anna, 'order-1');
    expect(await converted()).toEqual(['cart-1']);
  });

  it('is credited by delivery only when the goal says so', async () => {
    const [without, withIt] = [await aRun({}, 'cart-1'), await aRun({ afterDelivery: 'P1D' }, 'cart-2')];
    for (const run of [withIt, without]) await stage.reports(reminderOf(run), 'delivered');
    await stage.order(anna, 'order-1');
    expect(await converted()).toEqual(['cart-2']);
  });

  it('that used the coupon of a run is credited to it, though another was read later', async () => {
    await aRun({ coupon: 'BACK-{{ trigger.data.cartId }}' }, 'cart-1');
    await reads(await aRun({}, 'cart-2'));
    stage.passes(20 * day);
    await stage.order(anna, 'order-1', { coupons: ['back-CART-1'] });
    expect(await converted()).toEqual(['cart-1']);
    const [run] = await stage.runs();
    const trail = await stage.dataSource.query(
      `select why, saw from run_trail where run_id = $1 and what = 'converted'`,
      [run?.id],
    );
    expect(trail).toEqual([
      { why: 'the order used the coupon of this run', saw: { order: 'order-1', model: 'last_touch.v2' } },
    ]);
  });
});

describe('an order that is called off', () => {
  it.each([
    ['shop.order.cancelled', { orderId: 'order-1' }],
    ['shop.order.refunded', { orderId: 'order-1' }],
    ['shop.order.refunded', { orderId: 'order-1', total: 80, refunded: 80 }],
  ])('by %s %j takes the credit back, and the run may earn another', async (type, data) => {
    const run = await aRun();
    await reads(run);
    await stage.order(anna, 'order-1', { total: 80 });
    await stage.tells(type, anna, data);
    expect(await converted()).toEqual([]);
    expect(await stage.trail(run)).toEqual(expect.arrayContaining(['converted', 'credit_reversed']));
    expect(await stage.emitted()).toEqual(expect.arrayContaining(['run.converted', 'run.conversion_reversed']));
    await stage.order(anna, 'order-2');
    expect(await converted()).toEqual(['cart-1']);
  });

  it('in part keeps the credit', async () => {
    await reads(await aRun());
    await stage.order(anna, 'order-1', { total: 80 });
    await stage.tells('shop.order.refunded', anna, { orderId: 'order-1', total: 80, refunded: 20 });
    expect(await converted()).toEqual(['cart-1']);
  });

  it('in parts loses the credit with the last of them, each counted once', async () => {
    const run = await aRun();
    await reads(run);
    await stage.order(anna, 'order-1', { total: 36.4 });
    const first = { id: 'refund-1', orderId: 'order-1', refunded: 18.2 };
    await stage.tells('shop.order.refunded', anna, first);
    expect(await stage.tells('shop.order.refunded', anna, first)).toBe('repeated');
    expect(await converted()).toEqual(['cart-1']);
    await stage.tells('shop.order.refunded', anna, { orderId: 'order-1', refunded: 18.2 });
    expect(await converted()).toEqual([]);
    expect((await stage.trail(run)).filter((what) => what === 'credit_reversed')).toHaveLength(1);
  });

  it.each([
    [30, 'is never credited', []],
    [20, 'is credited, for a part of it stands', ['cart-1']],
  ])('by refunds of 50 and %d before it is told of %s', async (rest, _, credited) => {
    await reads(await aRun());
    for (const refunded of [50, rest]) await stage.tells('shop.order.refunded', anna, { orderId: 'order-1', refunded });
    await stage.order(anna, 'order-1', { total: 80 });
    expect(await converted()).toEqual(credited);
  });

  it('by nothing, as when goods go back on the shelf alone, keeps the credit', async () => {
    await reads(await aRun());
    await stage.order(anna, 'order-1', { total: 80 });
    await stage.tells('shop.order.refunded', anna, { orderId: 'order-1', refunded: 0 });
    expect(await converted()).toEqual(['cart-1']);
  });

  it('before it is told of is never credited', async () => {
    await reads(await aRun());
    await stage.tells('shop.order.cancelled', anna, { orderId: 'order-1' });
    await stage.order(anna, 'order-1', { total: 80 });
    expect(await converted()).toEqual([]);
    expect(
      await stage.dataSource.query(`select is_placed, total from shop_order where workspace_id = $1`, [
        stage.workspace.id,
      ]),
    ).toEqual([{ is_placed: true, total: 80 }]);
  });

  it('twice takes nothing from a second order', async () => {
    await reads(await aRun());
    await stage.order(anna, 'order-1');
    await stage.tells('shop.order.cancelled', anna, { orderId: 'order-1' });
    await stage.order(anna, 'order-2');
    await stage.tells('shop.order.refunded', anna, { orderId: 'order-1' });
    expect(await converted()).toEqual(['cart-1']);
  });
});

describe('a rebuild', () => {
  const rebuild = () =>
    rebuildCredits(stage.dataSource, {
      workspaceId: stage.workspace.id,
      now: stage.clock.now(),
      onProgress: () => undefined,
    });

  it('changes nothing when every credit is where it belongs', async () => {
    await reads(await aRun());
    await stage.order(anna, 'order-1');
    const before = await stage.emitted();
    expect(await rebuild()).toEqual({ contacts: 1, kept: 1, given: 0, taken: 0 });
    expect(await stage.emitted()).toEqual(before);
  });

  it('moves an order to the run whose message turns out to have been read last', async () => {
    const [first, second] = [await aRun({}, 'cart-1'), await aRun({}, 'cart-2')];
    await reads(first);
    stage.passes(1_000);
    const readAt = new Date(stage.clock.now());
    stage.passes(day);
    await stage.order(anna, 'order-1');
    await stage.dataSource.query(`update message set read_at = $2 where id = $1`, [reminderOf(second), readAt]);
    expect(await rebuild()).toEqual({ contacts: 1, kept: 0, given: 1, taken: 1 });
    expect(await converted()).toEqual(['cart-2']);
    expect(await rebuild()).toMatchObject({ kept: 1, given: 0, taken: 0 });
  });

  it('restores credits that were lost, each run once', async () => {
    for (const cartId of ['cart-1', 'cart-2']) await reads(await aRun({}, cartId));
    await stage.order(anna, 'order-1');
    await stage.order(anna, 'order-2');
    const lose = [`update shop_order set credited_run_id = null`, `update run set converted_at = null`];
    for (const loss of lose) await stage.dataSource.query(`${loss} where workspace_id = $1`, [stage.workspace.id]);
    expect(await rebuild()).toEqual({ contacts: 1, kept: 0, given: 2, taken: 0 });
    expect(await converted()).toEqual(['cart-1', 'cart-2']);
  });
});
