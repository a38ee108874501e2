import { z } from 'zod';

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
  time: z.number().int().optional().catch(undefined),
  changes: z.array(Change),
});

/**
 * What surrounds every update. What is inside is read update by update, so that one that we cannot read spoils no other.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview
 */
const Envelope = z.object({ object: z.literal('whatsapp_business_account'), entry: z.array(Entry) });

/** A change and where it came from; `time` is in epoch seconds. */
export interface ReceivedChange {
  wabaId: string;
  time: number | undefined;
  field: string;
  value: Record<string, unknown>;
}

/** @throws {UnreadableWebhook} when the body is no envelope. */
export function changesOf(body: unknown): ReceivedChange[] {
  const parsed = Envelope.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new UnreadableWebhook((issue?.path ?? []).map((part) => `/${String(part)}`).join(''), issue?.message ?? '');
  }
  return parsed.data.entry.flatMap(({ id, time, changes }) =>
    changes.map((change) => ({ wabaId: id, time, ...change })),
  );
}
