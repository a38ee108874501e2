import { NotFoundException } from '@nestjs/common';
import type { VoiceCall } from '../calls/voice-call.js';
import { customerAddress } from '../customers/customer-address.js';
import type { Failures } from '../interference/failures.js';
import type { Holds } from '../interference/holds.js';
import type { UploadedMedia } from '../media/media-store.js';
import { shown, type LedgerEntry, type ReadEntry } from '../messages/ledger-entry.js';
import type { Statuses } from '../messages/statuses.js';
import type { Numbers } from '../numbers/numbers.js';
import type { Settings, SettingsChange } from '../numbers/settings.js';
import type { Receivers } from '../receivers/receivers.js';
import type { Reviews } from '../templates/reviews.js';
import type { Templates } from '../templates/templates.js';
import type { Webhooks } from '../webhooks/webhooks.js';
import type { LedgerQuery, NumberOfAccount, TemplateVerdict } from './control-requests.js';

interface ControlParts {
  numbers: Numbers;
  templates: Templates;
  reviews: Reviews;
  statuses: Statuses;
  failures: Failures;
  holds: Holds;
  webhooks: Webhooks;
  receivers: Receivers;
}

interface Ledger {
  messages: LedgerEntry[];
  calls: VoiceCall[];
  reads: ReadEntry[];
  media: UploadedMedia[];
}

/** What tests and the story may see and change. */
export class ControlService {
  constructor(private readonly parts: ControlParts) {}

  assign({ phoneNumberId, wabaId }: NumberOfAccount): void {
    this.parts.numbers.of(phoneNumberId).wabaId = wabaId;
  }

  change(change: SettingsChange): Settings {
    return this.parts.numbers.change(change);
  }

  /** What was accepted, oldest first; what was marked as read, and which files were uploaded. */
  ledger({ phoneNumberId, to }: LedgerQuery): Ledger {
    const { numbers } = this.parts;
    const wanted = to === undefined ? undefined : shown(customerAddress(to));
    const asked = phoneNumberId === undefined ? numbers.all() : [numbers.of(phoneNumberId)];
    const isWanted = (entry: { to: string }) => wanted === undefined || entry.to === wanted;
    return {
      messages: asked.flatMap((number) => number.ledger()).filter(isWanted),
      calls: asked.flatMap((number) => number.calls()).filter(isWanted),
      reads: asked.flatMap(({ reads }) => reads),
      media: asked.flatMap(({ media }) => media.all()),
    };
  }

  forgetMedia(phoneNumberId: string): void {
    this.parts.numbers.of(phoneNumberId).media.forget();
  }

  decide({ wabaId, name, language, ...verdict }: TemplateVerdict): void {
    const template = this.parts.templates.find(wabaId, { name, language });
    if (!template) throw new NotFoundException(`account ${wabaId} has no template ${name} in ${language}`);
    this.parts.reviews.decide(template, verdict);
  }

  /** Forgets what a number did and was told; without one everything, templates and reviews too. */
  reset(phoneNumberId?: string): void {
    const { numbers, failures, holds, webhooks, templates, reviews, receivers } = this.parts;
    holds.end('discarded', { phoneNumberId });
    failures.reset(phoneNumberId);
    webhooks.discard(phoneNumberId);
    numbers.reset(phoneNumberId);
    if (phoneNumberId !== undefined) return;
    reviews.reset();
    templates.clear();
    receivers.clear();
  }

  state(): object {
    const { numbers, failures, holds, webhooks, statuses } = this.parts;
    return {
      numbers: numbers.all().map((number) => ({
        phoneNumberId: number.phoneNumberId,
        wabaId: number.wabaId,
        displayPhone: number.displayPhone,
        settings: numbers.settingsOf(number),
        customers: number.customers.size,
        accepted: number.ledger().length,
        forgotten: number.forgottenMessages,
        held: holds.held(number.phoneNumberId),
        templates: this.parts.templates
          .of(number.wabaId)
          .map(({ name, language, status }) => ({ name, language, status })),
      })),
      held: holds.held(),
      failures: failures.left(),
      statusesToCome: statuses.size,
      webhooksPending: webhooks.pending(),
    };
  }
}
