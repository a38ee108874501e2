import { randomUUID } from 'node:crypto';
import type { Clock } from '@threadline/platform';
import { Deliveries, type Delivery } from './deliveries.js';
import type { Happening, Platform } from './platform.js';
import { shopify } from './shopify.js';
import { ShopDelivery, type ShopRelease, type ShopSetup } from './shop-requests.js';
import { wooCommerce } from './woocommerce.js';

type Sent = Omit<Delivery, 'answers'>;

/** What a shop has sent, and whether it still sends. */
export interface ShopNews {
  isActive: boolean;
  pending: number;
  held: number;
  deliveries: Delivery[];
}

const platformOf = ({ platform }: ShopSetup) => (platform === 'shopify' ? shopify : wooCommerce) as Platform<ShopSetup>;

/** A shop's webhooks: what they say, how often and in which order they come. */
export class Shop {
  private readonly platform: Platform<ShopSetup>;
  private readonly deliveries: Deliveries;
  private delivery = ShopDelivery.parse({});
  private held: Sent[] | undefined;

  private constructor(
    private readonly setup: ShopSetup,
    private readonly clock: Clock,
  ) {
    this.platform = platformOf(setup);
    this.deliveries = new Deliveries(setup.webhookUrl, this.platform);
  }

  static async open(setup: ShopSetup, clock: Clock): Promise<Shop> {
    const shop = new Shop(setup, clock);
    if (setup.platform === 'woocommerce') await shop.deliveries.ping();
    return shop;
  }

  deliver(delivery: ShopDelivery): void {
    this.delivery = delivery;
  }

  /** Keeps webhooks back until {@link release}. */
  hold(): void {
    this.held ??= [];
  }

  release({ order }: ShopRelease): void {
    const held = this.held ?? [];
    this.held = undefined;
    for (const webhook of inOrder(held, order)) this.deliveries.add(webhook);
  }

  /** Tells the receiver of what happened, as it is now: what comes late tells what was. */
  tell(happening: Happening): void {
    for (const { topic, body } of this.platform.tell(happening, this.setup)) this.send(topic, JSON.stringify(body));
  }

  news(): ShopNews {
    const { isActive, pending, sent } = this.deliveries;
    return { isActive, pending, held: this.held?.length ?? 0, deliveries: sent };
  }

  close(): void {
    this.deliveries.close();
  }

  private send(topic: string, body: string): void {
    const event = randomUUID();
    let webhook: string = randomUUID();
    for (let count = 0; count < this.delivery.repeat; count += 1) {
      if (count > 0 && this.delivery.repeatAs === 'other_webhook') webhook = randomUUID();
      const headers = this.platform.headersOf({ topic, body, event, webhook, at: this.clock.now() }, this.setup);
      const sent = { topic, headers, body };
      if (this.held) this.held.push(sent);
      else this.deliveries.add(sent);
    }
  }
}

function inOrder<T>(held: readonly T[], order: ShopRelease['order']): T[] {
  if (order === 'reversed') return held.toReversed();
  if (order === 'in_order') return [...held];
  return held
    .map((one) => ({ one, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one);
}
