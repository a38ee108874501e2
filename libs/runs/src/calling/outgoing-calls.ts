import { signatureHeaders, type HttpCaller } from '@threadline/connectors';
import type { PerformCallResult } from '@threadline/contracts';
import {
  findCall,
  inTransaction,
  lockContact,
  recordCall,
  type CallAttempt,
  type RunCall,
} from '@threadline/persistence';
import type { Clock } from '@threadline/platform';
import type { DataSource } from 'typeorm';
import { Later } from '../sending/settlements.js';
import { CallClaims, resultOf, type ClaimedCall } from './call-claims.js';
import { settleCall, type CallSettlement } from './call-settlements.js';
import { isWebhook } from './performed.js';
import type { SigningSecrets } from './signing-secrets.js';

interface CallingParts {
  dataSource: DataSource;
  http: Pick<HttpCaller, 'call'>;
  secrets: Pick<SigningSecrets, 'forSigning'>;
  clock: Clock;
}

type Claimed = Extract<ClaimedCall, { kind: 'claimed' }>;

/**
 * Makes planned calls: claim, call, record. A call whose outcome nobody knows is made again under the same id: it reaches its
 * receiver at least once, and receivers recognise a repetition by `webhook-id`.
 */
export class OutgoingCalls {
  private readonly claims: CallClaims;

  constructor(private readonly parts: CallingParts) {
    this.claims = new CallClaims(parts.dataSource, parts.clock);
  }

  /** Makes one call. Throws {@link Later} when it is to be made again, with the wait. */
  async perform(callId: string): Promise<PerformCallResult> {
    const planned = await findCall(this.parts.dataSource.manager, callId);
    if (!planned) throw new Error(`there is no call ${callId}`);
    const secrets = await this.parts.secrets.forSigning(planned.workspaceId);
    const claimed = await this.claims.claim(planned);
    if (claimed.kind === 'ended') return claimed.result;
    return this.record(claimed, await this.call(claimed, secrets));
  }

  private async call({ call: { id, call }, attempts }: Claimed, secrets: string[]): Promise<CallSettlement> {
    if (!isWebhook(call)) throw new Error(`call ${id} is of a kind that nobody makes: ${call.to}`);
    const at = this.parts.clock.now();
    const answer = await this.parts.http.call(call, (body) => signatureHeaders({ id, at, body }, secrets));
    return settleCall(answer, { call, attempts });
  }

  private async record({ call, attemptId }: Claimed, settled: CallSettlement): Promise<PerformCallResult> {
    const attempt = { at: this.parts.clock.now(), outcome: settled.outcome };
    if (settled.kind === 'again') return this.postpone(call, { attemptId, attempt, waitMs: settled.waitMs });
    const { result } = settled;
    await inTransaction(this.parts.dataSource, (tx) =>
      recordCall(tx, call.id, { attemptId, attempt, status: result.outcome, result }),
    );
    return resultOf({ effectResult: result });
  }

  /** Under the contact's lock, so that a run that ended meanwhile is seen: its call is not made again. */
  private async postpone(
    { id, contactId }: RunCall,
    { waitMs, ...made }: { attemptId: string; attempt: CallAttempt; waitMs: number },
  ): Promise<PerformCallResult> {
    const isWanted = await inTransaction(this.parts.dataSource, async (tx) => {
      await lockContact(tx, contactId);
      const call = await findCall(tx, id);
      const again = { status: 'planned', nextAttemptAt: made.attempt.at + waitMs } as const;
      await recordCall(tx, id, { ...made, ...(call?.isWanted ? again : { status: 'skipped' }) });
      return call?.isWanted;
    });
    if (!isWanted) return { outcome: 'skipped', reason: 'exited' };
    throw new Later({ code: 'call_again', words: made.attempt.outcome }, waitMs);
  }
}
