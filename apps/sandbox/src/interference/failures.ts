import { z } from 'zod';
import { addressOf } from '../customers/customer.js';
import { shown } from '../messages/ledger-entry.js';
import { callingCode } from '../numbers/business-number.js';

const Which = z.strictObject({
  phoneNumberId: z.string().min(1).max(100).optional(),
  /** A phone in E.164 form, or a user id. */
  to: z.string().min(1).max(200).optional(),
  times: z.number().int().min(1).max(1_000_000).default(1),
});

/**
 * What goes wrong with the next sends:
 * `error` refused with the code · `http_500` refused by something in front · `timeout_before_acting` no answer, nothing
 * accepted · `timeout_after_acting` accepted, no answer · `drop_after_acting` accepted, then the connection breaks ·
 * `failed_status` accepted, later failed with the code.
 */
export const Failure = z.discriminatedUnion('mode', [
  Which.extend({ mode: z.literal('error'), code: z.number().int() }),
  Which.extend({ mode: z.literal('failed_status'), code: z.number().int() }),
  Which.extend({ mode: z.literal('timeout_before_acting') }),
  Which.extend({ mode: z.literal('timeout_after_acting') }),
  Which.extend({ mode: z.literal('drop_after_acting') }),
  Which.extend({ mode: z.literal('http_500') }),
]);
export type Failure = z.infer<typeof Failure>;

/** A send or a voice call, as far as failures and holds choose by it. */
export interface Call {
  phoneNumberId: string;
  to: string | undefined;
}

/** What is known of a send before it is read; the recipient as control routes name it. */
export function callOf(phoneNumberId: string, body: unknown): Call {
  const { to, recipient } = (body ?? {}) as Record<string, unknown>;
  const given = to ?? recipient;
  const address = typeof given === 'string' ? addressOf(given, callingCode) : undefined;
  return { phoneNumberId, to: address && shown(address) };
}

/** Whether a call is meant; what is not named fits all. */
export const isMeant = (which: { phoneNumberId?: string | undefined; to?: string | undefined }, call: Call): boolean =>
  (which.phoneNumberId === undefined || which.phoneNumberId === call.phoneNumberId) &&
  (which.to === undefined || which.to === call.to);

/** Failures that are still to happen, in the order in which they were asked for. */
export class Failures {
  private planned: Failure[] = [];

  add(failure: Failure): void {
    this.planned.push(failure);
  }

  /** The failure for this call, which is used up by it. */
  take(call: Call): Failure | undefined {
    const failure = this.planned.find((planned) => isMeant(planned, call));
    if (!failure) return undefined;
    failure.times -= 1;
    this.planned = this.planned.filter(({ times }) => times > 0);
    return failure;
  }

  left(): Failure[] {
    return this.planned;
  }

  reset(phoneNumberId?: string): void {
    this.planned =
      phoneNumberId === undefined ? [] : this.planned.filter((failure) => failure.phoneNumberId !== phoneNumberId);
  }
}
