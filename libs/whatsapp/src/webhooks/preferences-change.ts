import { z } from 'zod';
import type { ReceivedChange } from './envelope.js';
import { amongListed, listedPersons } from './person.js';
import { WebhookId, WebhookText, WebhookTime } from './webhook-text.js';
import type { PreferenceUpdate, WebhookUpdate } from './webhook-update.js';

const OptionalText = WebhookText.optional().catch(undefined);

const PreferencesValue = z.object({
  metadata: z.object({ phone_number_id: WebhookId }),
  contacts: z.array(z.unknown()).default([]).catch([]),
  user_preferences: z.array(z.unknown()),
});

const Preference = z.object({
  wa_id: OptionalText,
  user_id: OptionalText,
  detail: WebhookText.pipe(z.string().max(1_000)).optional().catch(undefined),
  category: z.literal('marketing_messages'),
  value: z.enum(['stop', 'resume']),
  timestamp: WebhookTime,
});

/**
 * What contacts say in WhatsApp itself about marketing from us.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/user_preferences
 */
export function preferencesUpdates({ wabaId, value }: ReceivedChange): WebhookUpdate[] {
  const parsed = PreferencesValue.safeParse(value);
  if (!parsed.success) return [{ kind: 'unsupported', wabaId, what: 'preferences in an unknown form' }];
  const { metadata, contacts, user_preferences } = parsed.data;
  const number = { wabaId, phoneNumberId: metadata.phone_number_id };
  return user_preferences.map((received): WebhookUpdate => {
    const preference = Preference.safeParse(received).data;
    const from =
      preference && amongListed({ waId: preference.wa_id, userId: preference.user_id }, listedPersons(contacts));
    if (!preference || !from) return { kind: 'unsupported', ...number, what: 'a preference in an unknown form' };
    const { timestamp: at, value: marketing, detail } = preference;
    return {
      kind: 'preference',
      ...number,
      from,
      at,
      marketing,
      ...(detail !== undefined && { detail }),
    } satisfies PreferenceUpdate;
  });
}
