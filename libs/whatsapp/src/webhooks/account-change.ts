import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ReceivedChange } from './envelope.js';
import { given, storableRecord, WebhookText } from './webhook-text.js';
import type { AccountUpdate, NumberQualityUpdate, WebhookUpdate } from './webhook-update.js';

/** Fields that tell of an account or its numbers, and that are handed on as they come. */
const passedOn = new Set([
  'account_alerts',
  'account_review_update',
  'account_update',
  'business_capability_update',
  'business_status_update',
  'phone_number_name_update',
  'security',
]);

export const isAccountField = (field: string): boolean => passedOn.has(field);

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/account_update and its neighbours */
export const accountUpdate = ({ wabaId, at, isTimed, field, value }: ReceivedChange): AccountUpdate => ({
  kind: 'account',
  wabaId,
  noticeId: digestOf([field, isTimed && at, value]),
  field,
  details: storableRecord(value),
  at,
});

/** Errors that WhatsApp tells of a number and not of a message. */
export const accountErrors = (
  errors: readonly Record<string, unknown>[],
  { wabaId, phoneNumberId, at, isTimed }: Pick<ReceivedChange, 'wabaId' | 'at' | 'isTimed'> & { phoneNumberId: string },
): AccountUpdate[] =>
  errors.map((error) => ({
    ...accountUpdate({ wabaId, at, isTimed, field: 'errors', value: error }),
    phoneNumberId,
  }));

/** These fields carry no ids of their own. */
const digestOf = (parts: unknown) => createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);

const Word = WebhookText.pipe(z.string().min(1).max(600));
const OptionalWord = Word.optional().catch(undefined);

const NumberQuality = z.object({
  display_phone_number: Word,
  event: Word,
  current_limit: OptionalWord,
  old_limit: OptionalWord,
});

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/phone_number_quality_update */
export function numberQualityUpdate({ wabaId, at, value }: ReceivedChange): WebhookUpdate {
  const told = NumberQuality.safeParse(value).data;
  if (!told) return { kind: 'unsupported', wabaId, what: 'the quality of a number in an unknown form' };
  return given({
    kind: 'number_quality',
    wabaId,
    displayPhone: told.display_phone_number,
    event: told.event,
    limit: told.current_limit,
    previousLimit: told.old_limit,
    at,
  }) as NumberQualityUpdate;
}
