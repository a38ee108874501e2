import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { namesSomebody, toEvent, type ToldEvent } from '../inbound/told-event.js';
import { shopifyEvents, shopifyTopics, type ShopifyDelivery } from './to-events.js';

const payloads = join(import.meta.dirname, '../../../../test/payloads/shopify');
const payload = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(payloads, `${name}.json`), 'utf8')) as Record<string, unknown>;

const delivery: ShopifyDelivery = {
  settings: { shopDomain: 'my-shop.myshopify.com', consentChannels: ['sms'] },
  change: 'event-1',
  triggeredAt: '2026-03-02T09:30:00.000Z',
};
const told = (topic: string, name: string, given = delivery): ToldEvent[] =>
  shopifyEvents(topic, payload(name), given) ?? [];

const order = 'order/820982911946154';

it.each<[string, string, [string, string][]]>([
  ['carts/update', 'carts-update', [['shop.cart.updated', 'cart/cart-1/event-1']]],
  [
    'checkouts/create',
    'checkouts-create',
    [
      ['shop.cart.updated', 'cart/cart-1/event-1'],
      ['shop.checkout.updated', 'checkout/chk-1/event-1'],
    ],
  ],
  [
    'checkouts/update',
    'checkouts-update',
    [
      ['shop.cart.updated', 'cart/cart-1/event-1'],
      ['shop.checkout.updated', 'checkout/chk-1/event-1'],
    ],
  ],
  ['checkouts/update', 'checkouts-update-completed', []],
  ['orders/create', 'orders-create', [['shop.order.placed', `${order}/placed`]]],
  ['orders/paid', 'orders-paid', [['shop.order.paid', `${order}/paid`]]],
  [
    'orders/updated',
    'orders-updated',
    [
      ['shop.order.updated', `${order}/updated/event-1`],
      ['shop.order.refunded', `${order}/refund/9001`],
    ],
  ],
  ['orders/cancelled', 'orders-cancelled', [['shop.order.cancelled', `${order}/cancelled`]]],
  ['orders/fulfilled', 'orders-fulfilled', [['shop.order.fulfilled', `${order}/fulfilled`]]],
  ['fulfillments/create', 'fulfillments-create', [['shop.fulfilment.created', `${order}/fulfilment/4001`]]],
  ['refunds/create', 'refunds-create', [['shop.order.refunded', `${order}/refund/9001`]]],
  ['customers/create', 'customers-create', [['shop.customer.created', 'customer/7001/created/event-1']]],
  [
    'customers/update',
    'customers-update',
    [
      ['shop.customer.updated', 'customer/7001/updated/event-1'],
      ['shop.customer.consent_changed', 'customer/7001/consent/sms/subscribed/2026-03-01T10:00:05+01:00'],
      ['shop.customer.consent_changed', 'customer/7001/consent/email/subscribed/2026-03-01T10:00:00+01:00'],
    ],
  ],
  [
    'customers_marketing_consent/update',
    'customers_marketing_consent-update',
    [['shop.customer.consent_changed', 'customer/7001/consent/sms/unsubscribed/2026-04-01T08:00:00+02:00']],
  ],
  [
    'customers_email_marketing_consent/update',
    'customers_email_marketing_consent-update',
    [['shop.customer.consent_changed', 'customer/7001/consent/email/subscribed/2026-04-02T08:00:00+02:00']],
  ],
])('%s (%s) tells %j, and each fits its schema', (topic, name, expected) => {
  const events = told(topic, name);
  expect(events.map(({ type, id }) => [type, id])).toEqual(expected);
  for (const event of events) {
    const contact = namesSomebody(event.person) ? event.person : { externalId: 'of the order' };
    const origin = { workspaceId: '0198c0de-0000-7000-8000-000000000001', source: 'shopify/x' };
    expect(toEvent(event, contact, origin)).toMatchObject({ ok: true });
  }
});

it('has a payload for every topic it reads', () => {
  const missing = shopifyTopics.filter((topic) => {
    try {
      return payload(topic.replace('/', '-')) === undefined;
    } catch {
      return topic !== 'carts/create';
    }
  });
  expect(missing).toEqual([]);
});

it('has no use for other topics, whatever their body', () => {
  for (const topic of ['products/update', 'app/uninstalled', '', 'constructor', '__proto__'])
    expect(shopifyEvents(topic, null, delivery)).toBeUndefined();
});

describe('whom a checkout is of', () => {
  const person = (change: Record<string, unknown>) =>
    shopifyEvents('checkouts/update', { ...payload('checkouts-update'), ...change }, delivery)?.[0]?.person;

  it('is known by the phone of the address when none was entered, as its country writes numbers', () => {
    expect(person({})).toEqual({
      phone: '+393331234567',
      email: 'giulia@example.com',
      externalId: 'shopify:my-shop.myshopify.com:7001',
      firstName: 'Giulia',
      lastName: 'Bianchi',
      language: 'it-IT',
    });
  });

  it.each([
    [{ phone: '+39 333 000 0001', sms_marketing_phone: '+393330000002' }, '+393330000001'],
    [{ sms_marketing_phone: '+393330000002' }, '+393330000002'],
    [{ shipping_address: null }, '+393337654321'],
    [{ shipping_address: { phone: 'call my office', country_code: 'IT' } }, '+393337654321'],
    [{ shipping_address: { phone: '612 345 678', country_code: 'ES' } }, '+34612345678'],
  ])('by the first number that can be one: %j', (change, phone) => {
    expect(person(change)).toMatchObject({ phone });
  });

  it('is known in spite of parts that are not as expected', () => {
    expect(
      person({ email: 'not an address', phone: 7, shipping_address: 'none', customer: [], line_items: 'x' }),
    ).toEqual({
      firstName: 'Giulia',
      lastName: 'Bianchi',
      language: 'it-IT',
    });
  });
});

describe('a cart', () => {
  it('is named alike by the checkout and by the order that comes of it', () => {
    const [cart] = told('checkouts/update', 'checkouts-update');
    const [placed] = told('orders/create', 'orders-create');
    expect(cart?.data).toMatchObject({ cartId: 'cart-1', total: 54, currency: 'EUR', checkoutUrl: expect.any(String) });
    expect(placed?.data).toMatchObject({ cartId: 'cart-1', checkoutId: 'chk-1', orderId: '820982911946154' });
  });

  it('that was skipped is named by its checkout', () => {
    const without = { ...payload('orders-create'), cart_token: null };
    expect(shopifyEvents('orders/create', without, delivery)?.[0]?.data).toMatchObject({ cartId: 'chk-1' });
  });

  it('changes with the event of Shopify, else with the time of the change', () => {
    const ids = [delivery, { ...delivery, change: 'event-2' }, { ...delivery, change: undefined }].map(
      (given) => told('checkouts/update', 'checkouts-update', given)[0]?.id,
    );
    expect(ids).toEqual(['cart/cart-1/event-1', 'cart/cart-1/event-2', 'cart/cart-1/2026-03-02T10:05:00+01:00']);
  });
});

describe('a refund', () => {
  it('is of the money that went back, and the same by both its ways', () => {
    const [alone] = told('refunds/create', 'refunds-create');
    const [, within] = told('orders/updated', 'orders-updated');
    expect(alone).toMatchObject({ person: {}, orderId: '820982911946154', data: { refundId: '9001', refunded: 24.5 } });
    expect(within).toMatchObject({ id: alone?.id, time: alone?.time, person: { phone: '+393331234567' } });
    expect(within?.data).toMatchObject({ refunded: 24.5, total: 54, paymentStatus: 'partially_refunded' });
  });

  it('of long ago is not told by every later update', () => {
    const later = { ...payload('orders-updated'), updated_at: '2026-06-01T09:00:00+01:00' };
    expect(shopifyEvents('orders/updated', later, delivery)?.map(({ type }) => type)).toEqual(['shop.order.updated']);
  });
});

describe('consent', () => {
  it('covers WhatsApp only by a channel whose form asks for it, and says what proves it', () => {
    const [, sms, email] = told('customers/update', 'customers-update');
    expect(sms?.data).toEqual({
      customerId: '7001',
      marketing: 'given',
      channel: 'sms',
      coversWhatsApp: true,
      proof: 'Shopify customer 7001, sms: subscribed, confirmed_opt_in, collected from SHOPIFY',
    });
    expect(email?.data).toMatchObject({ channel: 'email', coversWhatsApp: false });
  });

  it.each(['not_subscribed', 'pending', 'invalid', 'constructor'])('of the state %s is neither yes nor no', (state) => {
    const body = { id: 7001, sms_marketing_consent: { state } };
    expect(shopifyEvents('customers_marketing_consent/update', body, delivery)).toEqual([]);
  });
});
