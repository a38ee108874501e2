import { ReceiverQueue } from '../webhooks/receiver-queue.js';
import type { Platform } from './platform.js';
import type { ShopSetup } from './shop-requests.js';

/** A webhook as it was sent, and what the receiver answered each time: a status, or nothing. */
export interface Delivery {
  topic: string;
  headers: Record<string, string>;
  body: string;
  answers: (number | null)[];
}

const longest = 1_000;

/**
 * Posts a shop's webhooks, one after the other; one that is not taken rests while the others go on, and comes again as it was.
 * The platform's rules say how often, and when it stops for good.
 */
export class Deliveries {
  /** What was sent, the oldest first; of many only the last. */
  readonly sent: Delivery[] = [];
  private failures = 0;
  private readonly queue: ReceiverQueue<Delivery>;

  constructor(
    private readonly url: string,
    private readonly platform: Omit<Platform<ShopSetup>, 'tell' | 'headersOf'>,
  ) {
    this.queue = new ReceiverQueue(
      (delivery) => this.post(delivery),
      { longest, attempts: platform.attempts, concurrent: 1 },
      {
        delivered: () => void (this.failures = 0),
        retried: () => undefined,
        dropped: () => this.fail(),
      },
    );
  }

  /** False once the platform has given the receiver up. */
  get isActive(): boolean {
    return this.failures < this.platform.failures;
  }

  /** How many have not been taken yet. */
  get pending(): number {
    return this.queue.size;
  }

  add(delivery: Omit<Delivery, 'answers'>): void {
    if (this.isActive) this.queue.add({ ...delivery, answers: [] });
  }

  /** WooCommerce asks, unsigned, whether anybody is there when a webhook is made; else it does not become active. */
  async ping(): Promise<void> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const ping = { topic: 'ping', headers, body: 'webhook_id=1', answers: [] };
    if (!(await this.post(ping))) this.failures = this.platform.failures;
  }

  close(): void {
    this.queue.close();
  }

  private fail(): void {
    this.failures += 1;
    if (!this.isActive) this.queue.discard();
  }

  private async post(delivery: Delivery): Promise<boolean> {
    if (!this.sent.includes(delivery)) this.keep(delivery);
    const status = await this.answerTo(delivery);
    delivery.answers.push(status);
    return status !== null && this.platform.isTaken(status);
  }

  private async answerTo({ headers, body }: Delivery): Promise<number | null> {
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: Buffer.from(body),
        redirect: 'manual',
        signal: AbortSignal.timeout(this.platform.timeoutMs),
      });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return null;
    }
  }

  private keep(delivery: Delivery): void {
    this.sent.push(delivery);
    if (this.sent.length > longest) this.sent.shift();
  }
}
