import type { Purchase, Refund } from './purchase.js';
import type { ConsentRequest, ShopSetup } from './shop-requests.js';

/** What happens in a shop. */
export type Happening =
  | { what: 'cart_started' | 'cart_changed' | 'placed' | 'paid' | 'cancelled'; purchase: Purchase; at: number }
  | { what: 'refunded'; purchase: Purchase; refund: Refund; at: number }
  | { what: 'consent'; consent: ConsentRequest; customerId: number; at: number };

/** A webhook before it is signed: what it is about, and its body. */
export interface Told {
  topic: string;
  body: object;
}

/** A body on its way. `webhook` tells apart the deliveries of one event. */
export interface Signed {
  topic: string;
  body: string;
  event: string;
  webhook: string;
  at: number;
}

/** What platforms do differently. */
export interface Platform<Setup extends ShopSetup> {
  /** What the platform tells of a happening, in the order in which it happens. */
  tell(happening: Happening, setup: Setup): Told[];
  /** The headers of a webhook, its signature among them. */
  headersOf(signed: Signed, setup: Setup): Record<string, string>;
  /** How often a webhook is posted when it is not taken. */
  attempts: number;
  /** How long a receiver may take. */
  timeoutMs: number;
  /** After how many webhooks in a row that were given up none is sent any more. */
  failures: number;
  /** Whether an answer says that the webhook was taken. */
  isTaken(status: number): boolean;
}
