import { changesOf, type ReceivedChange } from './envelope.js';
import { messagesUpdates } from './messages-change.js';
import { templateUpdate } from './template-change.js';
import type { WebhookUpdate } from './webhook-update.js';

/**
 * What a webhook tells, in its order. Fields and kinds that we do not know, and single updates that are malformed, come out
 * as `unsupported`: a redelivery would not make them better.
 * @param receivedAt epoch milliseconds, for updates that carry no time of their own.
 * @throws {UnreadableWebhook} when the body as a whole is nothing that WhatsApp sends.
 */
export function parseWebhook(body: unknown, receivedAt: number = Date.now()): WebhookUpdate[] {
  return changesOf(body).flatMap((change) => updatesOf(change, receivedAt));
}

function updatesOf(change: ReceivedChange, receivedAt: number): WebhookUpdate[] {
  switch (change.field) {
    case 'messages':
      return messagesUpdates(change);
    case 'message_template_status_update':
      return [templateUpdate(change, receivedAt)];
    default:
      return [{ kind: 'unsupported', wabaId: change.wabaId, what: `field ${change.field.slice(0, 50)}` }];
  }
}
