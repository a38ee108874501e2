import { z } from 'zod';
import { SavedConsent } from '../calls/call-consent.js';
import type { Calls } from '../calls/calls.js';
import { VoiceCall } from '../calls/voice-call.js';
import { CustomerAddress } from '../customers/customer.js';
import { ReceivedMessage } from '../customers/received-message.js';
import { UploadedMedia } from '../media/media-store.js';
import { LedgerEntry } from '../messages/ledger-entry.js';
import type { Statuses } from '../messages/statuses.js';
import type { BusinessNumber } from '../numbers/business-number.js';
import type { Numbers } from '../numbers/numbers.js';
import { Settings } from '../numbers/settings.js';
import type { Reviews } from '../templates/reviews.js';
import { Template } from '../templates/template.js';
import type { Templates } from '../templates/templates.js';
import { UntakenWebhook, type Webhooks } from '../webhooks/webhooks.js';

const SavedCustomer = z.object({
  address: CustomerAddress,
  name: z.string().optional(),
  lastWroteAt: z.number().optional(),
  hasStoppedMarketing: z.boolean(),
  consent: SavedConsent.optional(),
});

const SavedNumber = z.object({
  phoneNumberId: z.string(),
  wabaId: z.string(),
  own: Settings.partial(),
  customers: z.array(SavedCustomer),
  sent: z.array(LedgerEntry),
  written: z.array(ReceivedMessage).default([]),
  calls: z.array(VoiceCall).default([]),
  media: z.array(UploadedMedia).default([]),
});
type SavedNumber = z.infer<typeof SavedNumber>;

/** What the sandbox knows, without what tests ordered (failures, holds, rules of reviews). */
export const SavedState = z.object({
  v: z.literal(1),
  general: Settings.partial(),
  numbers: z.array(SavedNumber),
  templates: z.array(Template),
  untaken: z.array(UntakenWebhook),
});
export type SavedState = z.infer<typeof SavedState>;

/** What the state is read from, and given back to. */
export interface World {
  numbers: Numbers;
  templates: Templates;
  reviews: Reviews;
  statuses: Statuses;
  calls: Calls;
  webhooks: Webhooks;
}

const savedMessages = 500;
const savedWebhooks = 2_000;

/** Takes the state as it is now: the last messages of each number, and the webhooks that nobody has taken. */
export const stateOf = ({ numbers, templates, webhooks }: World): SavedState => ({
  v: 1,
  general: numbers.general,
  numbers: numbers.all().map(savedNumber),
  templates: templates.all(),
  untaken: webhooks.untaken().slice(0, savedWebhooks),
});

function savedNumber(number: BusinessNumber): SavedNumber {
  const { phoneNumberId, wabaId, own } = number;
  const customers = [...number.customers.values()].map(
    ({ address, name, lastWroteAt, hasStoppedMarketing, calls }) => ({
      address,
      consent: calls.saved,
      hasStoppedMarketing,
      ...(name !== undefined && { name }),
      ...(lastWroteAt !== undefined && { lastWroteAt }),
    }),
  );
  const written = number.receivedMessages().slice(-savedMessages);
  const sent = number.ledger().slice(-savedMessages);
  const calls = number.calls().slice(-savedMessages);
  return { phoneNumberId, wabaId, own, customers, sent, written, calls, media: number.media.all() };
}

/** Gives the state back, and goes on with what was under way: reviews, statuses, webhooks. */
export function restore(saved: SavedState, { numbers, templates, reviews, statuses, calls, webhooks }: World): void {
  numbers.general = saved.general;
  for (const template of saved.templates) {
    templates.restore(template);
    if (template.status === 'PENDING') reviews.begin(template);
  }
  for (const { sent, calls: made, ...rest } of saved.numbers) {
    const number = restoredNumber(rest, numbers);
    const settings = numbers.settingsOf(number);
    for (const call of made) calls.resume(number, call);
    for (const entry of sent) {
      number.record(entry);
      if (entry.statuses.length === 0) statuses.schedule(number, entry, { settings });
    }
  }
  for (const webhook of saved.untaken) webhooks.restore(webhook);
}

function restoredNumber(
  { phoneNumberId, wabaId, own, customers, written, media }: Omit<SavedNumber, 'sent' | 'calls'>,
  numbers: Numbers,
): BusinessNumber {
  const number = numbers.of(phoneNumberId);
  Object.assign(number, { wabaId, own });
  for (const message of written) number.recordReceived(message);
  for (const file of media) number.media.restore(file);
  for (const { address, consent, ...known } of customers) {
    const customer = Object.assign(number.customer(address), known);
    if (consent) customer.calls.saved = consent;
  }
  return number;
}
