import { titleOf } from '../graph/graph-error.js';
import type { BusinessNumber } from '../numbers/business-number.js';
import type { Settings } from '../numbers/settings.js';
import type { Webhooks } from '../webhooks/webhooks.js';
import type { LedgerEntry } from './ledger-entry.js';
import { planStatuses, type PlannedStatus } from './status-plan.js';

/** Why a message that was accepted fails; without a code it goes well. */
export interface Fate {
  failsWith?: number | undefined;
}

/** Tells by webhook what becomes of accepted messages. */
export class Statuses {
  private readonly pending = new Set<NodeJS.Timeout>();

  constructor(private readonly webhooks: Webhooks) {}

  schedule(number: BusinessNumber, entry: LedgerEntry, { settings, failsWith }: Fate & { settings: Settings }): void {
    const failedCode = failsWith ?? settings.failedCode;
    const statuses = failsWith === undefined ? settings.statuses : (['failed'] as const);
    for (const planned of planStatuses({ ...settings, statuses: [...statuses] })) {
      const timer = setTimeout(() => {
        this.pending.delete(timer);
        if (!number.isDiscarded) this.report(number, entry, { ...planned, failedCode });
      }, planned.afterMs);
      this.pending.add(timer);
    }
  }

  /** How many statuses are still to come. */
  get size(): number {
    return this.pending.size;
  }

  close(): void {
    for (const timer of this.pending) clearTimeout(timer);
    this.pending.clear();
  }

  private report(number: BusinessNumber, entry: LedgerEntry, planned: PlannedStatus & { failedCode: number }): void {
    const at = new Date(Date.parse(entry.at) + planned.trueAfterMs);
    entry.statuses.push({ status: planned.status, at: at.toISOString() });
    this.webhooks.sendFrom(number, { statuses: [statusOf(entry, planned, at)] });
  }
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status */
function statusOf(
  entry: LedgerEntry,
  { status, failedCode }: PlannedStatus & { failedCode: number },
  at: Date,
): object {
  const { address, callbackId, template } = entry;
  return {
    id: entry.wamid,
    status,
    timestamp: String(Math.floor(at.getTime() / 1_000)),
    ...('waId' in address ? { recipient_id: address.waId } : { recipient_user_id: address.userId }),
    ...(callbackId !== undefined && { biz_opaque_callback_data: callbackId }),
    ...(status === 'failed' ? { errors: [errorOf(failedCode)] } : { pricing: pricingOf(template?.category) }),
  };
}

const pricingOf = (category = 'SERVICE') => ({
  billable: true,
  pricing_model: 'PMP',
  type: 'regular',
  category: category.toLowerCase(),
});

const errorOf = (code: number) => ({
  code,
  title: titleOf(code),
  message: titleOf(code),
  error_data: { details: titleOf(code) },
  href: 'https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes',
});
