import { titleOf } from '../graph/graph-error.js';
import type { BusinessNumber } from '../numbers/business-number.js';
import { Later } from '../numbers/later.js';
import type { Settings } from '../numbers/settings.js';
import type { Webhooks } from '../webhooks/webhooks.js';
import type { LedgerEntry } from './ledger-entry.js';
import { planStatuses } from './status-plan.js';

/** Why a message that was accepted fails; without a code it goes well. */
export interface Fate {
  failsWith?: number | undefined;
}

/** A status that a message has come to, and why when it failed. */
interface Reached {
  status: Settings['statuses'][number];
  at: Date;
  code?: number;
}

/** Tells by webhook what becomes of accepted messages. */
export class Statuses {
  private readonly later = new Later();

  constructor(private readonly webhooks: Webhooks) {}

  schedule(number: BusinessNumber, entry: LedgerEntry, { settings, failsWith }: Fate & { settings: Settings }): void {
    const code = failsWith ?? settings.failedCode;
    const statuses = failsWith === undefined ? settings.statuses : (['failed'] as const);
    for (const { status, trueAfterMs, afterMs } of planStatuses({ ...settings, statuses: [...statuses] })) {
      const at = new Date(Date.parse(entry.at) + trueAfterMs);
      const reached = { status, at, ...(status === 'failed' && { code }) };
      this.later.add(number, afterMs, () => this.report(number, entry, reached));
    }
  }

  /** How many statuses are still to come. */
  get size(): number {
    return this.later.size;
  }

  close(): void {
    this.later.close();
  }

  /** The customer has read a message by hand. Gives whether that is news. */
  read(number: BusinessNumber, entry: LedgerEntry, at: Date): boolean {
    if (entry.statuses.some(({ status }) => status === 'read' || status === 'failed')) return false;
    this.report(number, entry, { status: 'read', at });
    return true;
  }

  private report(number: BusinessNumber, entry: LedgerEntry, reached: Reached): void {
    entry.statuses.push({ ...reached, at: reached.at.toISOString() });
    this.webhooks.sendFrom(number, { statuses: [statusOf(entry, reached)] });
  }
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status */
function statusOf(entry: LedgerEntry, { status, at, code }: Reached): object {
  const { address, callbackId, template } = entry;
  return {
    id: entry.wamid,
    status,
    timestamp: String(Math.floor(at.getTime() / 1_000)),
    ...('waId' in address ? { recipient_id: address.waId } : { recipient_user_id: address.userId }),
    ...(callbackId !== undefined && { biz_opaque_callback_data: callbackId }),
    ...(code !== undefined ? { errors: [errorOf(code)] } : { pricing: pricingOf(template?.category) }),
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
