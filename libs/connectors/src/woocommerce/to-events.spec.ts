import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toEvent, type ToldEvent } from '../inbound/told-event.js';
import { wooCommerceEvents, type WooCommerceDelivery } from './to-events.js';

const payloads = join(import.meta.dirname, '../../../../test/payloads/woocommerce');
const payload = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(payloads, `${name}.json`), 'utf8')) as Record<string, unknown>;

const delivery: WooCommerceDelivery = {
  settings: { shopUrl: 'https://shop.example.com', consentKey: '_whatsapp_opt_in' },
  receivedAt: '2026-03-02T10:30:00.000Z',
};
const told = (name: string, given = delivery): ToldEvent[] =>
  wooCommerceEvents(name.split('-')[0] ?? '', payload(name), given) ?? [];

const cart = (status: string, at: string): [string, string][] => [
  ['shop.cart.updated', `order/101/cart/${status}/${at}`],
  ['shop.checkout.updated', `order/101/checkout/${status}/${at}`],
];
const once = (...happenings: string[]): [string, string][] =>
  happenings.map((happening) => [`shop.order.${happening}`, `order/101/${happening}`]);
const updated = (status: string, at: string): [string, string] => [
  'shop.order.updated',
  `order/101/updated/${status}/${at}`,
];
const consent: [string, string] = ['shop.customer.consent_changed', 'order/101/consent/given'];

it.each<[string, [string, string][]]>([
  ['order.created-draft', cart('checkout-draft', '2026-03-02T10:00:10Z')],
  ['order.created-pending', cart('pending', '2026-03-02T10:00:30Z')],
  ['order.created-on-hold', [...once('placed'), updated('on-hold', '2026-03-02T10:00:30Z')]],
  ['order.updated-processing', [...once('placed', 'paid'), updated('processing', '2026-03-02T10:01:00Z'), consent]],
  [
    'order.updated-completed',
    [...once('placed', 'paid'), updated('completed', '2026-03-04T09:00:00Z'), ...once('fulfilled'), consent],
  ],
  ['order.updated-cancelled', [updated('cancelled', '2026-03-02T11:00:30Z'), ...once('cancelled')]],
  [
    'order.updated-refunded-partly',
    [
      ...once('placed', 'paid'),
      updated('completed', '2026-03-06T09:00:00Z'),
      ...once('fulfilled'),
      ['shop.order.refunded', 'order/101/refund/150'],
      consent,
    ],
  ],
  [
    'order.updated-refunded',
    [
      ...once('paid'),
      updated('refunded', '2026-03-06T09:00:00Z'),
      ['shop.order.refunded', 'order/101/refund/all'],
      consent,
    ],
  ],
  ['order.updated-year-later', [updated('completed', '2027-03-06T09:00:00Z')]],
  ['customer.created', [['shop.customer.created', 'customer/42/created']]],
  [
    'customer.updated',
    [
      ['shop.customer.updated', 'customer/42/updated/2026-03-02T12:00:00Z'],
      ['shop.customer.consent_changed', 'customer/42/consent/withdrawn/2026-03-02T12:00:00Z'],
    ],
  ],
])('%s tells %j, and each fits its schema', (name, expected) => {
  const events = told(name);
  expect(events.map(({ type, id }) => [type, id])).toEqual(expected);
  for (const event of events) {
    const origin = { workspaceId: '0198c0de-0000-7000-8000-000000000001', source: 'woocommerce/x' };
    expect(toEvent(event, event.person, origin)).toMatchObject({ ok: true });
  }
});

it.each(['order.deleted', 'product.updated', 'action.woocommerce_add_to_cart', ''])('has no use for %j', (topic) => {
  expect(wooCommerceEvents(topic, payload('order.deleted'), delivery)).toBeUndefined();
});

describe('an order', () => {
  it('has one id for its cart, its checkout and itself, which no other shop has', () => {
    const [draft, checkout] = told('order.created-draft');
    const [placed] = told('order.updated-processing');
    expect(draft?.data).toMatchObject({ cartId: 'shop.example.com/101', total: 36.4 });
    expect(checkout?.data).toMatchObject({ checkoutId: 'shop.example.com/101' });
    expect(placed?.data).toMatchObject({
      orderId: 'shop.example.com/101',
      cartId: 'shop.example.com/101',
      orderNumber: '101',
      coupons: ['spring'],
      items: [{ productId: '88', sku: 'MUG', title: 'Ceramic mug', quantity: 2, price: 18.2 }],
    });
  });

  it('is of its buyer, guests without the id of a customer', () => {
    const person = { phone: '+34612345678', email: 'ana@example.com', firstName: 'Ana', lastName: 'García' };
    expect(told('order.created-on-hold')[0]?.person).toEqual(person);
    expect(told('order.updated-processing')[0]?.person).toEqual({
      ...person,
      externalId: 'woocommerce:shop.example.com:42',
    });
  });

  it('was placed when it was paid, so that no cart of before comes after it', () => {
    expect(told('order.updated-processing')[0]?.time).toBe('2026-03-02T10:00:58Z');
  });

  it('gives back the money of a refund', () => {
    expect(told('order.updated-refunded-partly').find(({ type }) => type.endsWith('refunded'))?.data).toMatchObject({
      refundId: '150',
      refunded: 18.2,
    });
  });
});

describe('consent', () => {
  it('is nobody’s guess: without the key of the form there is none', () => {
    const given = { ...delivery, settings: { shopUrl: delivery.settings.shopUrl } };
    expect(told('order.updated-processing', given).map(({ type }) => type)).not.toContain(consent[0]);
  });

  it('that was not given at a checkout takes nothing back', () => {
    const body = { ...payload('order.updated-processing'), meta_data: [{ key: '_whatsapp_opt_in', value: 'no' }] };
    expect(wooCommerceEvents('order.updated', body, delivery)?.map(({ type }) => type)).not.toContain(consent[0]);
  });
});
