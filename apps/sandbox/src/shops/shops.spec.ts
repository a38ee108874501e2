import 'reflect-metadata';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../testing/eventually.js';
import { RunningSandbox } from '../testing/running-sandbox.js';
import { ShopReceiver, shopSecret, type ReceivedWebhook } from '../testing/shop-receiver.js';

let sandbox: RunningSandbox;
let receiver: ShopReceiver;
let shops = 0;
let name = '';
beforeAll(async () => void (sandbox = await RunningSandbox.start()));
afterAll(() => sandbox.stop());
beforeEach(async () => void (receiver = await ShopReceiver.listen()));
afterEach(() => receiver.close());

const customer = { phone: '+393331234567', email: 'giulia@example.com', firstName: 'Giulia' };
const items = [{ title: 'Linen shirt', quantity: 2, price: 24.5 }];

const act = (path: string, body: object = {}) => sandbox.control(`shops/${name}/${path}`, body);
const news = async () => (await sandbox.control(`shops/${name}`)).body;
const came = (count: number) =>
  eventually(
    () => receiver.received,
    ({ length }) => length >= count,
  );
const bodyOf = (webhook: ReceivedWebhook | undefined) =>
  JSON.parse(webhook?.body ?? '{}') as Record<string, unknown> & { id: number };
const open = async (setup: object) => {
  name = `shop-${(shops += 1)}`;
  const { status } = await sandbox.control(`shops/${name}`, { webhookUrl: receiver.url, secret: shopSecret, ...setup });
  expect(status).toBe(204);
};

describe('a shop at Shopify', () => {
  const topics = () => receiver.header('x-shopify-topic');
  beforeEach(() => open({ platform: 'shopify', shopDomain: 'my-shop.myshopify.com' }));

  it('tells, signed, what becomes of a cart', async () => {
    await act('carts', { cartId: 'cart-1', customer, items });
    await act('carts', { cartId: 'cart-1', items: [...items, { title: 'Belt', quantity: 1, price: 10 }] });
    await act('orders', { cartId: 'cart-1', coupons: ['BACK10'] });
    await act('orders/cart-1/pay');
    await act('orders/cart-1/refund', { amount: 20 });
    await act('orders/cart-1/refund');
    await act('orders/cart-1/cancel');
    const [, changed, order, , paid, , partly, , rest] = await came(12);
    const inCart = ['checkouts/create', 'checkouts/update', 'orders/create', 'checkouts/update'];
    const refund = ['refunds/create', 'orders/updated'];
    expect(topics()).toEqual(
      [inCart, ['orders/paid', 'orders/updated'], refund, refund, ['orders/cancelled', 'orders/updated']].flat(),
    );
    expect(receiver.received.every(({ isSigned }) => isSigned)).toBe(true);
    expect(new Set(receiver.header('x-shopify-shop-domain'))).toEqual(new Set(['my-shop.myshopify.com']));
    expect(bodyOf(changed)).toMatchObject({ cart_token: 'cart-1', total_price: '59.00', phone: null });
    expect(bodyOf(order)).toMatchObject({ cart_token: 'cart-1', customer: { phone: customer.phone } });
    expect(bodyOf(paid)['financial_status']).toBe('paid');
    expect([partly, rest].map((refund) => bodyOf(refund)['transactions'])).toMatchObject([
      [{ amount: '20.00' }],
      [{ amount: '39.00' }],
    ]);
  });

  it("tells a customer's consent", async () => {
    await act('consents', { customer: { id: 7, phone: customer.phone }, marketing: 'given' });
    const [consent] = await came(1);
    expect(topics()).toEqual(['customers_marketing_consent/update']);
    expect(bodyOf(consent)).toMatchObject({ id: 7, sms_marketing_consent: { state: 'subscribed' } });
  });

  it.each([
    ['same_webhook', 1],
    ['other_webhook', 3],
  ])('repeats as asked for, as %s, always of one event', async (repeatAs, webhooks) => {
    await act('delivery', { repeat: 3, repeatAs });
    await act('carts', { cartId: 'cart-1', customer, items });
    await came(3);
    expect(new Set(receiver.header('x-shopify-webhook-id')).size).toBe(webhooks);
    expect(new Set(receiver.header('x-shopify-event-id')).size).toBe(1);
  });

  it('tells out of order what was held', async () => {
    await act('carts', { cartId: 'cart-1', customer, items });
    await act('hold');
    await act('orders', { cartId: 'cart-1' });
    await act('orders/cart-1/pay');
    expect(await news()).toMatchObject({ held: 4 });
    await act('release', { order: 'reversed' });
    await came(5);
    expect(topics().slice(1)).toEqual(['orders/updated', 'orders/paid', 'checkouts/update', 'orders/create']);
  });

  it('repeats what is not taken as it was, while what comes later goes on', async () => {
    receiver.answers = [503];
    await act('carts', { cartId: 'cart-1', customer, items });
    await act('carts', { cartId: 'cart-1', items: [] });
    const [first, second, again] = await came(3);
    expect(topics()).toEqual(['checkouts/create', 'checkouts/update', 'checkouts/create']);
    expect(again).toEqual({ ...first, headers: again?.headers });
    expect(again?.headers['x-shopify-webhook-id']).toBe(first?.headers['x-shopify-webhook-id']);
    expect(bodyOf(second)['total_price']).toBe('0.00');
  });

  it.each([
    ['orders', { cartId: 'unknown' }, 404],
    ['orders/cart-1/pay', {}, 400],
    ['orders/cart-1/refund', { amount: 1 }, 400],
    ['carts', { cartId: '' }, 400],
  ])('refuses %s %j with %i', async (path, body, status) => {
    await act('carts', { cartId: 'cart-1', customer, items });
    expect((await act(path, body)).status).toBe(status);
  });
});

describe('a shop made with WooCommerce', () => {
  const setup = { platform: 'woocommerce', shopUrl: 'https://shop.example.com' };

  it('asks whether anybody is there, then tells, signed, how an order stands', async () => {
    await open(setup);
    await act('carts', { cartId: 'cart-1', customer, items });
    await act('orders', { cartId: 'cart-1' });
    await act('orders/cart-1/pay');
    await act('orders/cart-1/refund', { amount: 9 });
    await act('orders/cart-1/refund', { amount: 40 });
    const [ping, ...orders] = await came(6);
    expect(ping).toMatchObject({ body: 'webhook_id=1', isSigned: false });
    expect(orders.every(({ isSigned }) => isSigned)).toBe(true);
    const statuses = orders.map((order) => bodyOf(order)['status']);
    expect(statuses).toEqual(['pending', 'on-hold', 'processing', 'processing', 'refunded']);
    expect(bodyOf(orders.at(-1))).toMatchObject({
      total: '49.00',
      billing: { phone: customer.phone },
      refunds: [{ total: '-9.00' }, { total: '-40.00' }],
    });
    expect(receiver.header('x-wc-webhook-topic').slice(1, 3)).toEqual(['order.created', 'order.updated']);
  });

  it('sends nothing when nobody is there', async () => {
    receiver.answers = [404];
    await open(setup);
    expect(await news()).toMatchObject({ isActive: false, deliveries: [{ topic: 'ping', answers: [404] }] });
  });

  it('repeats nothing, and stops after more than five failures in a row', async () => {
    await open(setup);
    receiver.answers = Array.from({ length: 20 }, () => 503);
    for (let count = 0; count < 8; count += 1) await act('carts', { cartId: `cart-${count}`, customer, items });
    await eventually(news, ({ isActive, pending }) => isActive === false && pending === 0);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(receiver.received.length);
    expect(receiver.received.length - 1).toBe(6);
  });
});
