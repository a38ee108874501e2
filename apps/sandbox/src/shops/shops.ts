import { BadRequestException, NotFoundException } from '@nestjs/common';
import type { Clock } from '@threadline/platform';
import { leftOf, type Purchase } from './purchase.js';
import { Shop } from './shop.js';
import type { CartRequest, ConsentRequest, OrderRequest, RefundRequest, ShopSetup } from './shop-requests.js';

/** What came of an act: the number of the checkout, which becomes that of the order. */
export interface Bought {
  orderId: number;
}

interface Open {
  shop: Shop;
  purchases: Map<string, Purchase>;
}

/** The shops, and what is bought in them. An unknown one is a 404, what cannot happen any more a 400. */
export class Shops {
  private readonly open = new Map<string, Open>();
  private nextId: number;

  /** Numbers begin at the second of the start: those of another life would be repeats to a receiver that remembers them. */
  constructor(private readonly clock: Clock) {
    this.nextId = Math.floor(clock.now() / 1_000);
  }

  /** Opens a shop, or opens it anew: its webhooks are made again, and it knows nobody. */
  async set(name: string, setup: ShopSetup): Promise<void> {
    this.open.get(name)?.shop.close();
    this.open.set(name, { shop: await Shop.open(setup, this.clock), purchases: new Map() });
  }

  of(name: string): Shop {
    return this.opened(name).shop;
  }

  cart(name: string, { cartId, customer, items }: CartRequest): Bought {
    const { shop, purchases } = this.opened(name);
    const at = this.clock.now();
    const known = purchases.get(cartId);
    if (known?.placedAt !== undefined) throw new BadRequestException(`the cart ${cartId} was bought already`);
    const purchase: Purchase = {
      ...(known ?? { id: this.newId(), cartId, coupons: [], startedAt: at, refunds: [] }),
      customer: customer ?? known?.customer ?? {},
      items: items ?? known?.items ?? [],
      changedAt: at,
    };
    purchases.set(cartId, purchase);
    shop.tell({ what: known ? 'cart_changed' : 'cart_started', purchase, at });
    return { orderId: purchase.id };
  }

  place(name: string, { cartId, coupons }: OrderRequest): Bought {
    return this.change(name, cartId, (purchase, at) => {
      if (purchase.placedAt !== undefined) throw new BadRequestException(`the cart ${cartId} was bought already`);
      Object.assign(purchase, { placedAt: at, coupons });
      return { what: 'placed', purchase, at };
    });
  }

  pay(name: string, cartId: string): Bought {
    return this.change(name, cartId, (purchase, at) => {
      requirePlaced(purchase);
      purchase.paidAt ??= at;
      return { what: 'paid', purchase, at };
    });
  }

  cancel(name: string, cartId: string): Bought {
    return this.change(name, cartId, (purchase, at) => {
      requirePlaced(purchase);
      purchase.cancelledAt ??= at;
      return { what: 'cancelled', purchase, at };
    });
  }

  refund(name: string, cartId: string, { amount }: RefundRequest): Bought {
    return this.change(name, cartId, (purchase, at) => {
      requirePlaced(purchase);
      const left = leftOf(purchase);
      const refund = { id: this.newId(), amount: amount ?? left, at };
      if (refund.amount > left) throw new BadRequestException(`only ${left} can be given back`);
      purchase.refunds.push(refund);
      return { what: 'refunded', purchase, refund, at };
    });
  }

  consent(name: string, consent: ConsentRequest): void {
    const customerId = consent.customer.id ?? this.newId();
    this.of(name).tell({ what: 'consent', consent, customerId, at: this.clock.now() });
  }

  close(): void {
    for (const { shop } of this.open.values()) shop.close();
  }

  private change(
    name: string,
    cartId: string,
    act: (purchase: Purchase, at: number) => Parameters<Shop['tell']>[0],
  ): Bought {
    const { shop, purchases } = this.opened(name);
    const purchase = purchases.get(cartId);
    if (!purchase) throw new NotFoundException(`there is no cart ${cartId}`);
    const at = this.clock.now();
    const happening = act(purchase, at);
    purchase.changedAt = at;
    shop.tell(happening);
    return { orderId: purchase.id };
  }

  private opened(name: string): Open {
    const open = this.open.get(name);
    if (!open) throw new NotFoundException(`there is no shop ${name}`);
    return open;
  }

  private newId(): number {
    return this.nextId++;
  }
}

function requirePlaced({ placedAt, cartId }: Purchase): void {
  if (placedAt === undefined) throw new BadRequestException(`the cart ${cartId} was not bought yet`);
}
