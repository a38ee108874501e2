import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { aWorkspace } from '../support/a-workspace.js';
import { environment } from '../support/environment.js';
import { eventually } from '../support/eventually.js';
import { GatewayClient } from '../support/gateway-client.js';
import { aPhone } from '../support/outside-events.js';
import { SandboxClient } from '../support/sandbox-client.js';
import { ShopClient, type ShopSetup } from '../support/shop-client.js';

const secret = 'the-secret-of-the-shop';
const items = [{ title: 'Linen shirt', quantity: 2, price: 24.5 }];

let gateway: GatewayClient;
let sandbox: SandboxClient;

beforeAll(async () => {
  const workspace = await aWorkspace();
  gateway = new GatewayClient(environment('GATEWAY_URL'), workspace.apiKey);
  sandbox = new SandboxClient(environment('SANDBOX_URL'), workspace);
  await sandbox.assign();
  await gateway.call('POST', '/templates', {
    name: 'your_cart',
    language: 'en',
    category: 'utility',
    components: [{ type: 'BODY', text: 'Hi {{1}}, your cart is kept.', example: { body_text: [['Ada']] } }],
  });
});

const published: string[] = [];

/** Carts of one test are not for the automations of another. */
afterEach(async () => {
  for (const id of published.splice(0)) await gateway.call('POST', `/automations/${id}/disable`);
});

/** An automation that writes to who leaves a cart alone for so long, and takes the order for its goal. */
const abandonedCarts = async (after: string): Promise<string> => {
  const id = await gateway.publish({
    name: `Carts ${randomUUID()}`,
    triggers: [{ id: 'cart', type: 'shop', event: 'cart.updated', key: 'data.cartId', when: { after } }],
    exits: [{ on: 'shop.order.placed' }],
    goal: { on: 'shop.order.placed', within: 'P5D' },
    settings: { category: 'utility' },
    start: 'remind',
    steps: {
      remind: {
        type: 'send_template',
        template: 'your_cart',
        language: 'en',
        variables: { 1: "{{ contact.firstName | default: 'there' }}" },
        next: null,
      },
    },
  });
  published.push(id);
  return id;
};

/** Connects a system, and resolves with the address of its webhooks. */
async function connected(kind: string, { settings, secrets }: { settings: object; secrets: object }): Promise<string> {
  const connection = { kind, name: randomUUID(), settings, secrets };
  const { webhookPath } = await gateway.call<{ webhookPath: string }>('POST', '/connections', connection);
  return `${environment('GATEWAY_URL')}${webhookPath}`;
}

async function aShop(where: { shopDomain: string } | { shopUrl: string }): Promise<ShopClient> {
  const platform = 'shopDomain' in where ? 'shopify' : 'woocommerce';
  const webhookUrl = await connected(platform, { settings: where, secrets: { webhookSecret: secret } });
  const shop = new ShopClient(environment('SANDBOX_URL'), randomUUID());
  await shop.open({ platform, webhookUrl, secret, ...where } as ShopSetup);
  return shop;
}

const onlyRunOf = (automation: string, is: (run: { state: string; convertedAt: string | null }) => boolean) =>
  eventually(`the run of ${automation}`, async () => {
    const runs = await gateway.runsOf(automation);
    expect(runs).toHaveLength(1);
    return runs.find(is);
  });

const messageRead = (run: string) =>
  eventually(`the reading of what ${run} sent`, async () => {
    const { data } = await gateway.call<{ data: { status?: string }[] }>('GET', `/runs/${run}/timeline?limit=100`);
    return data.find(({ status }) => status === 'read');
  });

describe('a cart that is left alone', () => {
  const tag = randomUUID();

  it.each([
    ['Shopify', { shopDomain: `shop-${tag}.myshopify.com` }],
    ['WooCommerce', { shopUrl: `https://shop-${tag}.example.com` }],
  ])('at %s arms a run, which writes once, and is credited with the order', async (_, where) => {
    const automation = await abandonedCarts('PT2S');
    const shop = await aShop(where);
    await shop.deliver({ repeat: 3, repeatAs: 'other_webhook' });
    const phone = aPhone();
    await shop.cart({ cartId: 'cart-1', customer: { phone, firstName: 'Giulia' }, items });
    await onlyRunOf(automation, ({ state }) => state === 'armed');
    const { id } = await onlyRunOf(automation, ({ state }) => state === 'completed');
    await messageRead(id);
    expect((await sandbox.ledger(phone)).map(({ text }) => text)).toEqual(['Hi Giulia, your cart is kept.']);

    await shop.order('cart-1');
    await onlyRunOf(automation, ({ convertedAt }) => convertedAt !== null);
    const { isActive, deliveries } = await shop.news();
    expect(isActive).toBe(true);
    expect(new Set(deliveries.flatMap(({ answers }) => answers))).toEqual(new Set([200]));
  });

  it('and bought before the wait is over is not written about', async () => {
    const automation = await abandonedCarts('PT1H');
    const shop = await aShop({ shopDomain: `quick-${tag}.myshopify.com` });
    const phone = aPhone();
    await shop.cart({ cartId: 'cart-1', customer: { phone }, items });
    await onlyRunOf(automation, ({ state }) => state === 'armed');
    await shop.order('cart-1');
    await onlyRunOf(automation, ({ state }) => state === 'disarmed');
    expect(await sandbox.ledger(phone)).toEqual([]);
  });
});

it('an event of any other system starts the runs that its name triggers', async () => {
  const automation = await gateway.publish({
    name: `Deals ${randomUUID()}`,
    triggers: [{ id: 'won', type: 'integration', event: 'deal.won' }],
    start: 'tag',
    steps: { tag: { type: 'add_tag', tag: 'customer', next: null } },
  });
  const bearer = `secret-${randomUUID()}`;
  const settings = {
    auth: 'bearer',
    event: { path: 'type', types: { 'deal.won': 'integration.deal.won' } },
    id: 'id',
    contact: { phone: 'person.phone' },
    data: { amount: 'deal.amount' },
  };
  const url = await connected('integration', { settings, secrets: { secret: bearer } });
  const body = { id: randomUUID(), type: 'deal.won', person: { phone: aPhone() }, deal: { amount: 1_200 } };
  const tell = async (token: string) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).status;
  };
  expect(await tell('another-secret-than-the-one')).toBe(401);
  expect(Math.floor((await tell(bearer)) / 100)).toBe(2);
  await tell(bearer);
  await onlyRunOf(automation, ({ state }) => state === 'completed');
});
