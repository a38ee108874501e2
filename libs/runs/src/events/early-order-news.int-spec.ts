import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { messageIdOf } from '@threadline/contracts';
import { inTransaction, keepEarlyNews, lockOrder, type Tx } from '@threadline/persistence';
import { HeldTransaction } from '@threadline/persistence/testing';
import { aDefinition, Stage } from '../testing/index.js';

const anna = '+391110000001';
const opened: Stage[] = [];
let stage: Stage;
let run: string;

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
  for (const template of ['cart_reminder', 'cart_coupon']) await stage.approveTemplate(template);
  const remind = {
    type: 'send_template',
    template: 'cart_reminder',
    language: 'en',
    variables: { 1: 'x' },
    next: null,
  };
  const goal = { on: 'shop.order.placed', within: 'P5D' };
  await stage.publish(aDefinition({ goal, exits: [], start: 'remind', steps: { remind } }));
  await stage.cart(anna, 'cart-1');
  run = (await stage.onlyRun()).id;
  await stage.drive(run);
  await stage.reports(messageIdOf(run, 'remind', 1), 'read');
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

/** As the ingress does when nobody knows the order of a refund. */
async function keep(tx: Tx, refundId: string, refunded: number): Promise<void> {
  const workspaceId = stage.workspace.id;
  await lockOrder(tx, { workspaceId, orderId: 'order-1' });
  const data = { orderId: 'order-1', refundId, refunded, contact: { id: '00000000-0000-0000-0000-000000000000' } };
  const time = new Date(stage.clock.now()).toISOString();
  const envelope = { specversion: '1.0', source: 'test', time, workspaceid: workspaceId, causationdepth: 0 };
  await keepEarlyNews(tx, 'order-1', { ...envelope, id: `refund/${refundId}`, type: 'shop.order.refunded', data });
}
const refund = (refundId: string, refunded: number) =>
  inTransaction(stage.dataSource, (tx) => keep(tx, refundId, refunded));
const refundAgain = (refundId: string, refunded: number) =>
  stage.tells('shop.order.refunded', anna, { id: `refund/${refundId}`, orderId: 'order-1', refundId, refunded });
const isConverted = async () => (await stage.runs()).some(({ converted_at }) => converted_at !== null);
const left = async () => (await stage.dataSource.query(`select 1 from early_order_news`)).length;

describe('a refund that came before its order', () => {
  it('of the whole order leaves nothing to credit', async () => {
    await refund('r-1', 80);
    await stage.order(anna, 'order-1', { total: 80 });
    expect(await isConverted()).toBe(false);
    expect(await left()).toBe(0);
  });

  it('of a part leaves the credit, until the rest is given back', async () => {
    await refund('r-1', 30);
    await stage.order(anna, 'order-1', { total: 80 });
    expect(await isConverted()).toBe(true);
    await refundAgain('r-2', 50);
    expect(await isConverted()).toBe(false);
    expect((await stage.trail(run)).filter((what) => what === 'credit_reversed')).toHaveLength(1);
  });

  it('counts once, however often and by whatever way it is told', async () => {
    await refund('r-1', 40);
    await refund('r-1', 40);
    await stage.order(anna, 'order-1', { total: 80 });
    expect(await refundAgain('r-1', 40)).toBe('repeated');
    expect(await isConverted()).toBe(true);
  });

  it('that an update of the order told meanwhile is not told anew', async () => {
    await refund('r-1', 40);
    expect(await refundAgain('r-1', 40)).toBe('handled');
    await stage.order(anna, 'order-1', { total: 80 });
    expect(await isConverted()).toBe(true);
    expect(await left()).toBe(0);
  });

  it('starts what a refund starts, once it is known whose it is', async () => {
    const triggers = [{ id: 'refund', type: 'shop', event: 'order.refunded', key: 'data.refundId' }];
    await stage.publish(aDefinition({ triggers, exits: [], goal: undefined }));
    await refund('r-1', 30);
    expect((await stage.runs()).map(({ key }) => key)).toEqual(['cart-1']);
    await stage.order(anna, 'order-1', { total: 80 });
    expect((await stage.runs()).map(({ key }) => key)).toEqual(['cart-1', 'r-1']);
  });

  it('is found when it is being kept at the very moment the order comes', async () => {
    const keeping = await HeldTransaction.begin(stage.dataSource);
    await keep(keeping.tx, 'r-1', 80);
    const ordering = stage.order(anna, 'order-1', { total: 80 });
    await keeping.until(1);
    await keeping.letGo();
    await ordering;
    expect(await isConverted()).toBe(false);
    expect(await left()).toBe(0);
  });
});
