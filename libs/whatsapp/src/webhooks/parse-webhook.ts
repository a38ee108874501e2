import { accountUpdate, isAccountField, numberQualityUpdate } from './account-change.js';
import { callsUpdates } from './calls-change.js';
import { changesOf, type ReceivedChange } from './envelope.js';
import { messagesUpdates } from './messages-change.js';
import { preferencesUpdates } from './preferences-change.js';
import { isTemplateField, templateUpdate } from './template-change.js';
import type { WebhookUpdate } from './webhook-update.js';

/**
 * What a webhook tells, in its order. Fields and kinds that we do not know, and single updates that are malformed, come out
 * as `unsupported`: a redelivery would not make them better.
 * @param receivedAt epoch milliseconds, for updates that carry no time of their own.
 * @throws {UnreadableWebhook} when the body as a whole is nothing that WhatsApp sends.
 */
export function parseWebhook(body: unknown, receivedAt: number = Date.now()): WebhookUpdate[] {
  return changesOf(body, receivedAt).flatMap(updatesOf);
}

function updatesOf(change: ReceivedChange): WebhookUpdate[] {
  const { field, wabaId } = change;
  if (isTemplateField(field)) return [templateUpdate(field, change)];
  if (isAccountField(field)) return [accountUpdate(change)];
  switch (field) {
    case 'messages':
      return messagesUpdates(change);
    case 'calls':
      return callsUpdates(change);
    case 'user_preferences':
      return preferencesUpdates(change);
    case 'phone_number_quality_update':
      return [numberQualityUpdate(change)];
    default:
      return [{ kind: 'unsupported', wabaId, what: `field ${field.slice(0, 50)}` }];
  }
}
