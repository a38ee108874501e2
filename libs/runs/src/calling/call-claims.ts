import type { PerformCallResult } from '@threadline/contracts';
import { claimCall, findCall, inTransaction, lockContact, type RunCall, type Tx } from '@threadline/persistence';
import type { Clock } from '@threadline/platform';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Later } from '../sending/settlements.js';

/** A call given to this attempt, with the attempts before it, or one that needs none. */
export type ClaimedCall =
  | { kind: 'claimed'; call: RunCall; attemptId: string; attempts: number }
  | { kind: 'ended'; result: PerformCallResult };

/** Gives calls to attempts, under the contact's lock. */
export class CallClaims {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Throws {@link Later} when the call is to be made again, but not yet. */
  claim(planned: RunCall): Promise<ClaimedCall> {
    return inTransaction(this.dataSource, async (tx) => {
      await lockContact(tx, planned.contactId);
      const call = await findCall(tx, planned.id);
      if (!call) throw new Error(`call ${planned.id} is gone`);
      return this.claimLocked(tx, call);
    });
  }

  /**
   * An attempt that left no answer may have called, or not. The call is made again under the same id, by which receivers
   * recognise a repetition; unlike a message it may therefore be repeated blindly.
   */
  private async claimLocked(tx: Tx, call: RunCall): Promise<ClaimedCall> {
    if (call.isHeld) return { kind: 'ended', result: { outcome: 'skipped', reason: 'needs_repair' } };
    if (call.effectState !== 'open') return { kind: 'ended', result: resultOf(call) };
    const now = this.clock.now();
    const waitMs = (call.nextAttemptAt ?? now) - now;
    if (waitMs > 0) throw new Later({ code: 'call_again', words: 'the call is made again later' }, waitMs);
    const attemptId = randomUUID();
    const earlier =
      call.status === 'calling' ? { at: call.claimedAt ?? now, outcome: 'the attempt left no answer' } : undefined;
    await claimCall(tx, call.id, { attemptId, at: now, earlier });
    return { kind: 'claimed', call, attemptId, attempts: call.attempts.length + (earlier ? 1 : 0) };
  }
}

/** The small result an activity returns; the row has the rest. */
export function resultOf({ effectResult }: Pick<RunCall, 'effectResult'>): PerformCallResult {
  if (effectResult?.outcome === 'done') return { outcome: 'done' };
  if (effectResult?.outcome === 'failed') return { outcome: 'failed', reason: effectResult.reason };
  return { outcome: 'skipped', reason: 'exited' };
}
