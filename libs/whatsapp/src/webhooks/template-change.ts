import { z } from 'zod';
import type { ReceivedChange } from './envelope.js';
import { WebhookId, WebhookText, WebhookTime } from './webhook-text.js';
import type { TemplateStatusUpdate, WebhookUpdate } from './webhook-update.js';

const Word = WebhookText.pipe(z.string().min(1).max(600));

const TemplateStatus = z.object({
  event: z.string().regex(/^[A-Z_]{1,50}$/),
  message_template_id: z.union([z.number().int().transform(String), WebhookId]),
  message_template_name: Word,
  message_template_language: Word,
  message_template_category: Word.optional().catch(undefined),
  reason: Word.nullish().catch(undefined),
});

/**
 * A template's review or state. WhatsApp writes `NONE` when there is no reason.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/message_template_status_update
 */
export function templateUpdate({ wabaId, time, value }: ReceivedChange, receivedAt: number): WebhookUpdate {
  const parsed = TemplateStatus.safeParse(value);
  const at = WebhookTime.safeParse(time ?? Math.floor(receivedAt / 1_000));
  if (!parsed.success || !at.success)
    return { kind: 'unsupported', wabaId, what: 'a template status in an unknown form' };
  const { event, message_template_category: category, reason, ...template } = parsed.data;
  return {
    kind: 'template_status',
    wabaId,
    templateId: template.message_template_id,
    name: template.message_template_name,
    language: template.message_template_language,
    event,
    at: at.data,
    ...(category !== undefined && { category }),
    ...(reason && reason !== 'NONE' && { reason }),
  } satisfies TemplateStatusUpdate;
}
