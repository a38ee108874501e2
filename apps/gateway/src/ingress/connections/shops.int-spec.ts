import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hmacBase64 } from '@threadline/connectors';
import { lockOrder } from '@threadline/persistence';
import { HeldTransaction } from '@threadline/persistence/testing';
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { aWorkspace, startGateway } from '../../testing/test-gateway.js';
import { payload, secret, TestIngress, variablesIn } from '../../testing/test-ingress.js';

let ingress: TestIngress;

beforeAll(async () => {
  ingress = await TestIngress.open(process.env);
});
afterAll(() => ingress.close());

interface Delivery {
  headers?: Record<string, string>;
  signedWith?: string;
}

/** Delivers as Shopify does. */
function fromShopify(
  { path, domain }: { path: string; domain: string },
  shopTopic: string,
  body: object | string,
  { headers, signedWith = secret }: Delivery = {},
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return ingress.gateway.call('POST', path, {
    body: text,
    headers: {
      'x-shopify-topic': shopTopic,
      'x-shopify-shop-domain': domain,
      'x-shopify-hmac-sha256': hmacBase64(Buffer.from(text), signedWith),
      'x-shopify-webhook-id': randomUUID(),
      'x-shopify-event-id': randomUUID(),
      'x-shopify-triggered-at': '2026-03-02T09:30:00.000Z',
      ...headers,
    },
  });
}

async function aShop() {
  const domain = `shop-${randomBytes(6).toString('hex')}.myshopify.com`;
  const { id, webhookPath } = await ingress.connect('shopify', { shopDomain: domain });
  return { id, path: webhookPath, domain, source: `shopify/${domain}` };
}

describe('a webhook of Shopify', () => {
  it("is answered once its events are on Kafka, under the contact's key", async () => {
    const shop = await aShop();
    expect((await fromShopify(shop, 'checkouts/update', payload('shopify/checkouts-update'))).status).toBe(200);
    const [cart, checkout] = await ingress.eventsFrom(shop.source, 2);
    expect(cart).toMatchObject({
      type: 'shop.cart.updated',
      workspaceid: ingress.workspace.workspaceId,
      time: '2026-03-02T10:05:00+01:00',
      data: { cartId: 'cart-1', total: 54, contact: { phone: '+393331234567' } },
    });
    expect(checkout?.type).toBe('shop.checkout.updated');
  });

  it('that comes again, even to another connection with the shop, has the ids it had', async () => {
    const shop = await aShop();
    const again = await ingress.connect('shopify', { shopDomain: shop.domain });
    const headers = { 'x-shopify-event-id': 'the-same' };
    for (const path of [shop.path, shop.path, again.webhookPath])
      await fromShopify({ ...shop, path }, 'orders/updated', payload('shopify/orders-updated'), { headers });
    const events = await ingress.eventsFrom(shop.source, 6);
    expect(new Set(events.map(({ id }) => id)).size).toBe(2);
  });

  it('is refused when it is not signed by the shop of the connection', async () => {
    const [shop, other] = [await aShop(), await aShop()];
    const body = payload('shopify/orders-create');
    for (const answer of [
      await fromShopify(shop, 'orders/create', body, { signedWith: 'another-secret-than-that' }),
      await fromShopify(shop, 'orders/create', body, { headers: { 'x-shopify-hmac-sha256': '' } }),
      await fromShopify({ ...shop, domain: other.domain }, 'orders/create', body),
      await ingress.gateway.call('POST', shop.path, { body }),
    ])
      expect(answer).toMatchObject({ status: 401, body: { code: 'bad_signature' } });
  });

  it('is taken with the old secret and the new one while they change, and no longer when it was revoked', async () => {
    const shop = await aShop();
    const next = 'the-next-secret-of-the-shop';
    const secrets = { kind: 'shopify', secrets: { webhookSecret: next } };
    await ingress.workspace.put(`/connections/${shop.id}/secrets`, secrets);
    const body = payload('shopify/orders-create');
    const statusOf = async (signedWith: string) =>
      (await fromShopify(shop, 'orders/create', body, { signedWith })).status;
    expect([await statusOf(next), await statusOf(secret)]).toEqual([200, 200]);
    await ingress.workspace.put(`/connections/${shop.id}/secrets`, { ...secrets, previousValidForSeconds: 0 });
    const headers = { authorization: `Bearer ${ingress.workspace.apiKey}` };
    await ingress.gateway.call('DELETE', `/v1/connections/${shop.id}`, { headers });
    while ((await statusOf(next)) !== 404) await pause(200);
  });

  it('of a topic without use, or about nobody, is answered and gives no event', async () => {
    const shop = await aShop();
    for (const [shopTopic, name] of [
      ['products/update', 'shopify/orders-create'],
      ['carts/update', 'shopify/carts-update'],
    ] as const)
      expect((await fromShopify(shop, shopTopic, payload(name))).status).toBe(200);
    const { text: metrics } = await ingress.gateway.call('GET', '/metrics');
    expect(metrics).toMatch(/threadline_ingress_updates_total\{became="of_nobody",app="gateway"\} 1/);
  });

  it('about a refund is about the contact of its order', async () => {
    const shop = await aShop();
    const contact = (await ingress.workspace.post('/contacts', { email: `${randomUUID()}@example.com` })).body as {
      id: string;
    };
    const orderId = String(Date.now());
    await ingress.gateway.dataSource.query(
      `insert into shop_order (workspace_id, order_id, contact_id, placed_at, total, data) values ($1, $2, $3, now(), 54, '{}')`,
      [ingress.workspace.workspaceId, orderId, contact.id],
    );
    const refund = { ...payload('shopify/refunds-create'), order_id: Number(orderId) };
    expect((await fromShopify(shop, 'refunds/create', refund)).status).toBe(200);
    const [event] = await ingress.eventsFrom(shop.source, 1);
    expect(event).toMatchObject({
      type: 'shop.order.refunded',
      data: { refunded: 24.5, total: 54, contact: { id: contact.id } },
    });
  });

  it('about a refund whose order is being stored at this very moment is about its contact', async () => {
    const shop = await aShop();
    const { workspaceId } = ingress.workspace;
    const contact = (await ingress.workspace.post('/contacts', { email: `${randomUUID()}@example.com` })).body as {
      id: string;
    };
    const orderId = String(Date.now());
    const storing = await HeldTransaction.begin(ingress.gateway.dataSource);
    await lockOrder(storing.tx, { workspaceId, orderId });
    const refund = { ...payload('shopify/refunds-create'), order_id: Number(orderId) };
    const delivery = fromShopify(shop, 'refunds/create', refund);
    await storing.until(1);
    await storing.tx.query(
      `insert into shop_order (workspace_id, order_id, contact_id, placed_at, data) values ($1, $2, $3, now(), '{}')`,
      [workspaceId, orderId, contact.id],
    );
    await storing.letGo();
    expect((await delivery).status).toBe(200);
    const [event] = await ingress.eventsFrom(shop.source, 1);
    expect(event).toMatchObject({ data: { contact: { id: contact.id } } });
  });

  it('about a refund of an order that has not come is kept until it does', async () => {
    const shop = await aShop();
    const orderId = `${Date.now()}1`;
    const refund = { ...payload('shopify/refunds-create'), order_id: Number(orderId) };
    for (let time = 0; time < 2; time++) expect((await fromShopify(shop, 'refunds/create', refund)).status).toBe(200);
    const kept = await ingress.gateway.dataSource.query(
      `select event from early_order_news where workspace_id = $1 and order_id = $2`,
      [ingress.workspace.workspaceId, orderId],
    );
    expect(kept).toMatchObject([
      { event: { type: 'shop.order.refunded', source: shop.source, data: { refunded: 24.5 } } },
    ]);
  });

  it.each([
    ['is no JSON', '{"id": ', 'invalid_json'],
    ['is not about what its topic says', '{"id": null}', 'unreadable_webhook'],
    ['is a list', '[]', 'unreadable_webhook'],
  ])('is refused with the reason when its body %s', async (_, body, code) => {
    expect(await fromShopify(await aShop(), 'orders/create', body)).toMatchObject({ status: 400, body: { code } });
  });

  it('that is too large is refused', async () => {
    const answer = await fromShopify(await aShop(), 'orders/create', `{"a":"${'x'.repeat(3 * 1024 * 1024)}"}`);
    expect(answer).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
  });
});

it.each(['/webhooks/shopify/0198c0de-0000-7000-8000-000000000009', '/webhooks/shopify/x', '/webhooks/magento/x'])(
  'there is nothing at %s',
  async (path) => {
    expect((await ingress.gateway.call('POST', path, { body: {} })).status).toBe(404);
  },
);

it('an address of one kind is none of another', async () => {
  const shop = await aShop();
  expect((await ingress.gateway.call('POST', `/webhooks/woocommerce/${shop.id}`, { body: {} })).status).toBe(404);
});

describe('a webhook of WooCommerce', () => {
  const shopUrl = 'https://shop.example.com';
  const deliver = (path: string, name: string, { headers, signedWith = secret }: Delivery = {}) => {
    const text = JSON.stringify(payload(name));
    return ingress.gateway.call('POST', path, {
      body: text,
      headers: {
        'x-wc-webhook-topic': (name.split('/')[1] ?? '').split('-')[0] ?? '',
        'x-wc-webhook-source': `${shopUrl}/`,
        'x-wc-webhook-signature': hmacBase64(Buffer.from(text), signedWith),
        ...headers,
      },
    });
  };

  it('is announced by a form without signature, which is answered', async () => {
    const { webhookPath } = await ingress.connect('woocommerce', { shopUrl });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await ingress.gateway.call('POST', webhookPath, { body: 'webhook_id=7', headers })).status).toBe(200);
    const more = await ingress.gateway.call('POST', webhookPath, { body: 'webhook_id=7&status=x', headers });
    expect(more).toMatchObject({ status: 401, body: { code: 'bad_signature' } });
  });

  it('tells in the same words as one of Shopify', async () => {
    const { webhookPath } = await ingress.connect('woocommerce', { shopUrl, consentKey: '_whatsapp_opt_in' });
    expect((await deliver(webhookPath, 'woocommerce/order.updated-processing')).status).toBe(200);
    const events = await ingress.eventsFrom('woocommerce/shop.example.com', 4);
    expect(events.map(({ type }) => type)).toEqual([
      'shop.order.placed',
      'shop.order.paid',
      'shop.order.updated',
      'shop.customer.consent_changed',
    ]);
    expect(events[0]).toMatchObject({ data: { total: 36.4, currency: 'EUR', contact: { phone: '+34612345678' } } });
  });

  it('is refused when it is of another shop or not signed by it', async () => {
    const { webhookPath } = await ingress.connect('woocommerce', { shopUrl });
    const headers = { 'x-wc-webhook-source': 'https://other.example.com/' };
    for (const given of [{ headers }, { signedWith: 'another-secret-than-that' }])
      expect((await deliver(webhookPath, 'woocommerce/order.updated-processing', given)).status).toBe(401);
  });
});

describe('while something is away', () => {
  it('a webhook is answered 503 without Kafka, so that the shop delivers again', async () => {
    const lonely = await startGateway({ ...variablesIn(process.env), KAFKA_BROKERS: '127.0.0.1:1' });
    const own = await aWorkspace(lonely);
    const domain = 'away.myshopify.com';
    const given = {
      kind: 'shopify',
      name: 'away',
      settings: { shopDomain: domain },
      secrets: { webhookSecret: secret },
    };
    const { webhookPath } = (await own.post('/connections', given)).body as { webhookPath: string };
    const text = JSON.stringify(payload('shopify/orders-create'));
    const answer = await lonely.call('POST', webhookPath, {
      body: text,
      headers: {
        'x-shopify-topic': 'orders/create',
        'x-shopify-shop-domain': domain,
        'x-shopify-hmac-sha256': hmacBase64(Buffer.from(text), secret),
      },
    });
    await lonely.close();
    expect(answer).toMatchObject({ status: 503, body: { code: 'kafka_unavailable' } });
    expect(answer.headers.get('retry-after')).not.toBeNull();
  });
});
