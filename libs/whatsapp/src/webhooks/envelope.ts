import { z } from 'zod';
import { WebhookTime } from './webhook-text.js';

/** A webhook body is not what WhatsApp sends; `path` (JSON pointer) names the first place that is wrong. */
export class UnreadableWebhook extends Error {
  readonly code = 'unreadable_webhook';

  constructor(
    readonly path: string,
    reason: string,
  ) {
    super(`not a webhook of WhatsApp: ${path || '/'} ${reason}`);
    this.name = 'UnreadableWebhook';
  }
}

const Change = z.object({ field: z.string(), value: z.record(z.string(), z.unknown()) });
const Entry = z.object({
  id: z.string().min(1).max(100),
  time: WebhookTime.optional().catch(undefined),
  changes: z.array(Change),
});

/**
 * What surrounds every update. What is inside is read update by update, so that one that we cannot read spoils no other.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview
 */
const Envelope = z.compile(z.object({ object: z.literal('whatsapp_business_account'), entry: z.array(Entry) }), {
  strict: true,
});

/** A change and where it came from. */
export interface ReceivedChange {
  wabaId: string;
  /** When WhatsApp told of it, else when it was received; only the former is the same in a redelivery. */
  at: string;
  isTimed: boolean;
  field: string;
  value: Record<string, unknown>;
}

/**
 * @param receivedAt epoch milliseconds
 * @throws {UnreadableWebhook} when the body is no envelope.
 */
export function changesOf(body: unknown, receivedAt: number): ReceivedChange[] {
  const parsed = Envelope.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new UnreadableWebhook((issue?.path ?? []).map((part) => `/${String(part)}`).join(''), issue?.message ?? '');
  }
  const now = new Date(receivedAt).toISOString();
  return parsed.data.entry.flatMap(({ id, time, changes }) =>
    changes.map(({ field, value }) => ({ wabaId: id, at: time ?? now, isTimed: time !== undefined, field, value })),
  );
}
