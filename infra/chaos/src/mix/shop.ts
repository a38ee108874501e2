import { randomUUID } from 'node:crypto';
import { type Admin, JsonApi } from '@threadline/local';
import { z } from 'zod';
import type { Told } from '../told.js';

const secret = 'the-secret-of-the-shop';
const items = [{ title: 'Shirt', quantity: 1, price: 50 }];

const News = z.object({
  isActive: z.boolean(),
  pending: z.number(),
  deliveries: z.array(z.object({ topic: z.string(), body: z.string(), answers: z.array(z.number().nullable()) })),
});
const Order = z.object({ id: z.number() });

const domainOf = (name: string) => `${name}.myshopify.com`;

/** A shop at Shopify, played by the sandbox: signed webhooks, each twice, and held back to come in another order. */
export class Shop {
  private readonly control: JsonApi;

  private constructor(
    sandboxUrl: string,
    private readonly setup: { readonly name: string; readonly webhookUrl: string },
    private readonly told: Told,
  ) {
    this.control = new JsonApi(`${sandboxUrl}/_sandbox/shops/${setup.name}`);
  }

  static async open(at: { sandboxUrl: string; gatewayUrl: string; admin: Admin }, told: Told): Promise<Shop> {
    const name = `load-${randomUUID()}`;
    const settings = { shopDomain: domainOf(name) };
    const path = await at.admin.connect({ kind: 'shopify', name, settings, secrets: { webhookSecret: secret } });
    const shop = new Shop(at.sandboxUrl, { name, webhookUrl: `${at.gatewayUrl}${path}` }, told);
    await shop.subscribe();
    return shop;
  }

  /** Somebody fills a cart and orders; the webhooks of both come in any order. */
  async buy(phone: string): Promise<void> {
    const { isActive } = await this.noteOrders();
    if (!isActive) await this.subscribe();
    const cartId = randomUUID();
    await this.post('/hold');
    await this.post('/carts', { cartId, customer: { phone }, items });
    await this.post('/orders', { cartId });
    await this.post('/release', { order: 'shuffled' });
  }

  /** Notes the orders that were acknowledged. */
  async noteOrders(): Promise<{ readonly pending: number; readonly isActive: boolean }> {
    const { deliveries, pending, isActive } = await this.control.get('', News);
    const taken = deliveries.filter(({ topic, answers }) => topic === 'orders/create' && answers.includes(200));
    const ids = taken.map(({ body }) => String(Order.parse(JSON.parse(body)).id));
    for (const id of new Set(ids)) if (!this.told.orders.includes(id)) this.told.orders.push(id);
    return { pending, isActive };
  }

  /** Shopify gives a receiver up for good that does not answer for long: it is made anew then, as its owner would do. */
  private async subscribe(): Promise<void> {
    const { name, webhookUrl } = this.setup;
    await this.post('', { platform: 'shopify', shopDomain: domainOf(name), secret, webhookUrl });
    await this.post('/delivery', { repeat: 2 });
  }

  private post(path: string, body: object = {}): Promise<unknown> {
    return this.control.post(path, z.unknown(), body);
  }
}
