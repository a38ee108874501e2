import { z } from 'zod';
import type { BusinessNumber } from '../numbers/business-number.js';
import type { Numbers } from '../numbers/numbers.js';
import { Batches } from './batches.js';
import { envelopeOf, type Update } from './envelope.js';
import { escapedJson } from './escaped-json.js';
import { ReceiverQueue, type QueueLimits } from './receiver-queue.js';
import { signedPost, type PostOptions } from './signed-post.js';

interface WebhookParts extends PostOptions {
  numbers: Numbers;
  url: string | undefined;
  limits: QueueLimits;
  count: (what: WebhookOutcome) => void;
}

/** What happened to a webhook; `no_receiver` when none is configured. */
export type WebhookOutcome = 'delivered' | 'retried' | 'full' | 'given_up' | 'no_receiver';

/** A webhook that no receiver has taken yet. */
export const UntakenWebhook = z.object({ url: z.string(), body: z.string(), phoneNumberId: z.string().optional() });
export type UntakenWebhook = z.infer<typeof UntakenWebhook>;

const shortestBatchMs = 50;

/** Sends webhooks. Each receiver has a queue of its own, so that a dead one costs the others nothing. */
export class Webhooks {
  private readonly queues = new Map<string, ReceiverQueue>();
  private readonly batches = new Batches();

  constructor(private readonly parts: WebhookParts) {}

  /** An update of an account; it goes to the general receiver, for WhatsApp has no other for these fields. */
  send(update: Update): void {
    this.post([update], this.parts.url, undefined);
  }

  /** An update of a number, to the number's own receiver if it has one. */
  sendFrom(number: BusinessNumber, content: Record<string, unknown>, field = 'messages'): void {
    const { phoneNumberId, displayPhone, wabaId } = number;
    const metadata = { display_phone_number: displayPhone, phone_number_id: phoneNumberId };
    const value = { messaging_product: 'whatsapp', metadata, ...content };
    const { batch, delayMs, webhookUrl } = this.parts.numbers.settingsOf(number);
    const flush = (updates: Update[]) => this.post(updates, webhookUrl ?? this.parts.url, phoneNumberId);
    const update = { wabaId, field, value };
    if (batch) this.batches.add(phoneNumberId, update, { waitMs: Math.max(shortestBatchMs, 3 * delayMs), flush });
    else flush([update]);
  }

  /** Webhooks that no receiver has taken yet, by receiver. */
  pending(): Record<string, number> {
    return Object.fromEntries([...this.queues].map(([url, { size }]) => [url, size]));
  }

  /** The webhooks themselves, as they can be handed to {@link restore} in another life. */
  untaken(): UntakenWebhook[] {
    return [...this.queues].flatMap(([url, queue]) =>
      queue
        .untaken()
        .map(({ body, phoneNumberId }) => ({ url, body, ...(phoneNumberId !== undefined && { phoneNumberId }) })),
    );
  }

  restore({ url, body, phoneNumberId }: UntakenWebhook): void {
    this.queueOf(url).add(body, phoneNumberId);
  }

  /** Takes back what is not on the wire: of one number, or everything. */
  discard(phoneNumberId?: string): void {
    this.batches.discard(phoneNumberId);
    for (const queue of this.queues.values()) queue.discard(phoneNumberId);
  }

  close(): void {
    this.batches.discard();
    for (const queue of this.queues.values()) queue.close();
  }

  private post(updates: Update[], url: string | undefined, phoneNumberId: string | undefined): void {
    if (url === undefined) return this.parts.count('no_receiver');
    this.queueOf(url).add(escapedJson(envelopeOf(updates)), phoneNumberId);
  }

  private queueOf(url: string): ReceiverQueue {
    const { limits, count } = this.parts;
    const events = { delivered: () => count('delivered'), retried: () => count('retried'), dropped: count };
    const queue =
      this.queues.get(url) ?? new ReceiverQueue((body) => signedPost(url, body, this.parts), limits, events);
    this.queues.set(url, queue);
    return queue;
  }
}
