/** Who buys, and what. */
export interface CartInShop {
  readonly cartId: string;
  readonly customer?: { readonly phone?: string; readonly email?: string; readonly firstName?: string };
  readonly items?: readonly { readonly title: string; readonly quantity: number; readonly price: number }[];
}

/** Which shop it is, and where its webhooks go. */
export type ShopSetup = { readonly webhookUrl: string; readonly secret: string } & (
  | { readonly platform: 'shopify'; readonly shopDomain: string }
  | { readonly platform: 'woocommerce'; readonly shopUrl: string }
);

/** What a shop has sent: the topic, and what the receiver answered each time. */
export interface ShopNews {
  readonly isActive: boolean;
  readonly pending: number;
  readonly held: number;
  readonly deliveries: readonly { readonly topic: string; readonly answers: readonly (number | null)[] }[];
}

/** One of the sandbox's shops. Orders are named by their cart. */
export class ShopClient {
  constructor(
    private readonly sandboxUrl: string,
    private readonly name: string,
  ) {}

  async open(setup: ShopSetup): Promise<void> {
    await this.call('POST', '', setup);
  }

  async deliver(delivery: { readonly repeat: number; readonly repeatAs?: 'same_webhook' | 'other_webhook' }) {
    await this.call('POST', '/delivery', delivery);
  }

  /** Keeps webhooks back, until {@link release}. */
  async hold(): Promise<void> {
    await this.call('POST', '/hold', {});
  }

  async release(order: 'in_order' | 'reversed' | 'shuffled'): Promise<void> {
    await this.call('POST', '/release', { order });
  }

  async cart(cart: CartInShop): Promise<void> {
    await this.call('POST', '/carts', cart);
  }

  async order(cartId: string): Promise<void> {
    await this.call('POST', '/orders', { cartId });
  }

  async refund(cartId: string, amount?: number): Promise<void> {
    await this.call('POST', `/orders/${cartId}/refund`, { amount });
  }

  news(): Promise<ShopNews> {
    return this.call('GET', '');
  }

  /** @throws Error with the status and the answer when it is not a success. */
  private async call<Answer = void>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${this.sandboxUrl}/_sandbox/shops/${this.name}${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }
}
