import { z } from 'zod';
import { isMeant, type Call } from './failures.js';

/** Where calls are made to wait: before the message is accepted, or after it and before the answer. */
export const HoldRequest = z.strictObject({
  phoneNumberId: z.string().min(1).max(100).optional(),
  to: z.string().min(1).max(200).optional(),
  at: z.enum(['before_acting', 'after_acting']),
});
export type HoldRequest = z.infer<typeof HoldRequest>;

/** Whose holds end. */
export const WhoseHold = HoldRequest.omit({ at: true })
  .nullish()
  .transform((whose) => whose ?? {});
export type WhoseHold = z.infer<typeof WhoseHold>;

interface Hold extends HoldRequest {
  waiting: Set<(outcome: 'released' | 'discarded') => void>;
}

/** Barriers at which calls wait until they are released, so that a test can stop the caller at that very moment. */
export class Holds {
  private holds: Hold[] = [];

  add(request: HoldRequest): void {
    this.holds.push({ ...request, waiting: new Set() });
  }

  /** Waits where calls are held; `discarded` when a reset or the end of the sandbox came first. */
  async pass(at: HoldRequest['at'], call: Call): Promise<'released' | 'discarded'> {
    const hold = this.holds.find((held) => held.at === at && isMeant(held, call));
    return hold ? new Promise((pass) => hold.waiting.add(pass)) : 'released';
  }

  /** How many calls wait now. */
  held(phoneNumberId?: string): number {
    return this.of(phoneNumberId).reduce((count, { waiting }) => count + waiting.size, 0);
  }

  /** Ends the holds of a number, of one contact at it, or all; gives the number of calls that go on. */
  end(outcome: 'released' | 'discarded', { phoneNumberId, to }: WhoseHold = {}): number {
    const ended = this.of(phoneNumberId).filter((hold) => to === undefined || hold.to === to);
    const count = ended.reduce((sum, { waiting }) => sum + waiting.size, 0);
    this.holds = this.holds.filter((hold) => !ended.includes(hold));
    for (const { waiting } of ended) for (const pass of waiting) pass(outcome);
    return count;
  }

  private of(phoneNumberId?: string): Hold[] {
    return this.holds.filter((hold) => phoneNumberId === undefined || hold.phoneNumberId === phoneNumberId);
  }
}
