import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../random.js';
import type { Told } from '../told.js';
import type { Customers } from './customers.js';
import type { EventFeed } from './event-feed.js';
import { eventOf } from './names.js';
import type { Shop } from './shop.js';
import type { SignedWebhooks } from './signed-webhooks.js';

/** The doors through which the system is told. */
export interface Doors {
  readonly feed: EventFeed;
  readonly webhooks: SignedWebhooks;
  readonly customers: Customers;
  readonly shop: Shop;
  readonly told: Told;
}

/** How often each thing happens, beside the others. */
const weights = {
  cart: 20,
  cartAgain: 8,
  order: 7,
  buy: 4,
  loop: 9,
  branches: 9,
  signal: 9,
  reader: 8,
  promo: 8,
  code: 6,
  hello: 8,
  write: 5,
  stop: 1,
  poison: 1,
};

const restMs = 500;

interface Cart {
  readonly phone: string;
  readonly cartId: string;
}

/** Contacts who shop, write and hear of things, at a steady rate. What happens is decided by the seed. */
export class Load {
  private readonly phones: readonly string[];
  private readonly carts: Cart[] = [];
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly doors: Doors,
    private readonly random: Random,
    { contacts }: { readonly contacts: number },
  ) {
    const line = String(random.between(0, 99_999)).padStart(5, '0');
    this.phones = Array.from({ length: contacts }, (_, index) => `+39347${line}${String(index).padStart(3, '0')}`);
  }

  /** So many things a second until it is aborted. Resolves once all of them are acknowledged. */
  async run(perSecond: number, signal: AbortSignal): Promise<void> {
    const living = this.doors.customers.live(signal);
    while (!signal.aborted) {
      this.begin(this.happen());
      await pause(1000 / perSecond, undefined, { signal }).catch(() => undefined);
    }
    await living;
    await Promise.all(this.underWay);
    while ((await this.doors.shop.noteOrders()).pending > 0) await pause(restMs);
  }

  private begin(happening: Promise<void>): void {
    this.underWay.add(happening);
    void happening.finally(() => this.underWay.delete(happening));
  }

  private happen(): Promise<void> {
    const { feed, customers, shop } = this.doors;
    const phone = this.random.pick(this.phones);
    const what = this.random.weighted(weights);
    switch (what) {
      case 'cart':
        return this.cart(phone);
      case 'cartAgain':
        return this.cartAgain();
      case 'order':
        return this.order();
      case 'buy':
        return shop.buy(phone);
      case 'hello':
      case 'stop':
        return this.write(phone, what);
      case 'write':
        return customers.write(phone, 'How are you?');
      case 'poison':
        return feed.poison('shop.cart.updated');
      default: {
        const type = `integration.${eventOf[what]}`;
        return feed.tell({ type, phone, data: { ref: randomUUID() } }, this.times());
      }
    }
  }

  private async write(phone: string, text: string): Promise<void> {
    if (this.random.chance(0.5)) await this.doors.customers.write(phone, text);
    else
      await this.doors.webhooks.receive(
        [
          { phone, text: 'First of all' },
          { phone, text },
        ],
        this.times(),
      );
  }

  private cart(phone: string): Promise<void> {
    const cart = { phone, cartId: `cart-${randomUUID()}` };
    this.carts.push(cart);
    return this.tellCart(cart);
  }

  private async cartAgain(): Promise<void> {
    const cart = this.someCart();
    if (cart) await this.tellCart(cart);
  }

  private tellCart({ phone, cartId }: Cart): Promise<void> {
    const data = { cartId, total: this.random.between(10, 120), currency: 'EUR', ref: cartId };
    return this.doors.feed.tell({ type: 'shop.cart.updated', phone, data }, this.times());
  }

  private async order(): Promise<void> {
    const cart = this.someCart();
    if (!cart) return;
    const orderId = `order-${randomUUID()}`;
    const data = { cartId: cart.cartId, orderId, total: 50, currency: 'EUR' };
    await this.doors.feed.tell({ type: 'shop.order.placed', phone: cart.phone, data }, this.times());
    this.doors.told.orders.push(orderId);
  }

  /** One of the last. */
  private someCart(): Cart | undefined {
    const recent = this.carts.slice(-20);
    return recent.length === 0 ? undefined : this.random.pick(recent);
  }

  /** Some are told twice. */
  private times(): number {
    return this.random.chance(0.2) ? 2 : 1;
  }
}
