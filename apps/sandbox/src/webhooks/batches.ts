import type { Update } from './envelope.js';

/** At most so many updates in one webhook. https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint */
const largestBatch = 1_000;

/** Collects a number's updates for a while and hands them on together. */
export class Batches {
  private readonly collected = new Map<string, { updates: Update[]; timer: NodeJS.Timeout }>();

  /** @param flush gets what was collected under `key` at most `waitMs` after the first of it. */
  add(key: string, update: Update, { waitMs, flush }: { waitMs: number; flush: (updates: Update[]) => void }): void {
    const batch = this.collected.get(key) ?? { updates: [], timer: setTimeout(() => this.hand(key, flush), waitMs) };
    this.collected.set(key, batch);
    batch.updates.push(update);
    if (batch.updates.length >= largestBatch) this.hand(key, flush);
  }

  /** Drops what was collected under the key, or everything. */
  discard(key?: string): void {
    for (const [name, { timer }] of this.collected) {
      if (key !== undefined && name !== key) continue;
      clearTimeout(timer);
      this.collected.delete(name);
    }
  }

  private hand(key: string, flush: (updates: Update[]) => void): void {
    const batch = this.collected.get(key);
    this.discard(key);
    if (batch) flush(batch.updates);
  }
}
