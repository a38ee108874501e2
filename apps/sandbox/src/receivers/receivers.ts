import type { Clock } from '@threadline/platform';
import type { ReceiverOrder, ReceiverSetup } from './receiver-requests.js';
import { checkSignature, type Signature } from './signature-check.js';

/** A call as it came in. */
export interface IncomingCall {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** A call in a receiver's ledger. */
export interface ReceivedCall extends IncomingCall {
  at: string;
  signature: Signature;
  /** A call of the same `webhook-id` was taken before: a receiver does nothing for it. */
  isRepetition: boolean;
}

/** What a receiver does with a call. */
export type Reaction =
  | { kind: 'answer'; status: number; body: unknown; headers: Record<string, string> }
  | { kind: 'silence' }
  | { kind: 'break' };

/** Of each receiver's calls the last are kept. */
const keptCalls = 1_000;

/** Anybody's receivers of webhooks, by name. One comes into being when it is first used. */
export class Receivers {
  private readonly all = new Map<string, Receiver>();

  constructor(private readonly clock: Clock) {}

  of(name: string): Receiver {
    const known = this.all.get(name) ?? new Receiver(this.clock);
    this.all.set(name, known);
    return known;
  }

  clear(): void {
    this.all.clear();
  }
}

/** Stands for a system that automations call. */
export class Receiver {
  readonly calls: ReceivedCall[] = [];
  private setup: ReceiverSetup = {};
  private orders: ReceiverOrder[] = [];
  private readonly taken = new Set<string>();

  constructor(private readonly clock: Clock) {}

  set(setup: ReceiverSetup): void {
    this.setup = { ...this.setup, ...setup };
  }

  order(order: ReceiverOrder): void {
    this.orders.push({ ...order });
  }

  take(call: IncomingCall): Reaction {
    const at = this.clock.now();
    const signature = checkSignature({ ...call, at }, this.setup.secrets ?? []);
    const id = call.headers['webhook-id'] ?? '';
    this.calls.push({ ...call, at: new Date(at).toISOString(), signature, isRepetition: this.taken.has(id) });
    if (this.calls.length > keptCalls) this.calls.shift();
    const reaction = signature === 'invalid' ? refused : this.reaction();
    if (reaction.kind !== 'answer' || reaction.status < 300) this.taken.add(id);
    return reaction;
  }

  private reaction(): Reaction {
    const order = this.nextOrder();
    switch (order?.mode) {
      case undefined:
        return this.usual();
      case 'answer': {
        const { retryAfterSeconds: wait } = order;
        return answer(
          order.status,
          order.json ?? this.setup.json ?? {},
          wait === undefined ? {} : { 'retry-after': String(wait) },
        );
      }
      case 'redirect':
        return answer(order.status, {}, { location: order.to });
      case 'hang':
        return { kind: 'silence' };
      case 'drop':
        return { kind: 'break' };
    }
  }

  private usual(): Reaction {
    const { file, json = {} } = this.setup;
    if (!file) return answer(200, json);
    return answer(200, Buffer.from(file.base64, 'base64'), { 'content-type': file.type });
  }

  private nextOrder(): ReceiverOrder | undefined {
    const [order] = this.orders;
    if (!order) return undefined;
    order.times -= 1;
    this.orders = this.orders.filter(({ times }) => times > 0);
    return order;
  }
}

const answer = (status: number, body: unknown, headers: Record<string, string> = {}): Reaction => ({
  kind: 'answer',
  status,
  body,
  headers,
});

const refused = answer(401, { error: 'the signature does not fit' });
