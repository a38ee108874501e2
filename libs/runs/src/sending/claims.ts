import {
  maySend,
  reachOfCaps,
  resultOfVerdict,
  sendingPolicyOf,
  type EffectResult,
  type SendVerdict,
} from '@threadline/automation';
import type { SendMessageResult } from '@threadline/contracts';
import {
  claimMessage,
  findOutgoing,
  findRun,
  inTransaction,
  loadWorld,
  lockContact,
  nextSeq,
  recentSendsOf,
  reserveSlot,
  templateStatusOf,
  type OutgoingMessage,
  type Tx,
} from '@threadline/persistence';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Catalog } from '../catalog/catalog.js';
import { think } from '../advancing/decisions.js';
import type { Clock } from '@threadline/platform';
import type { SendRecord, SendRecords } from './send-records.js';
import { Later, resultOf, settleAfterMs } from './settlements.js';

/** A message given to this attempt, or one that needs none. */
export type Claimed =
  | { kind: 'claimed'; message: OutgoingMessage; attemptId: string; seq: number; now: number; slotInMs: number }
  | { kind: 'ended'; result: SendMessageResult };

/** Slots further away than this are not reserved: the attempt comes back instead of holding a claim. */
const slotWithinMs = 15_000;

/** Gives messages to attempts, under the contact's lock and by the sending rules of this moment. */
export class Claims {
  constructor(
    private readonly dataSource: DataSource,
    private readonly catalog: Catalog,
    private readonly records: SendRecords,
    private readonly clock: Clock,
  ) {}

  async claim(messageId: string): Promise<Claimed> {
    const planned = await findOutgoing(this.dataSource.manager, messageId);
    if (!planned) throw new Error(`there is no outgoing message ${messageId}`);
    return inTransaction(this.dataSource, async (tx) => {
      await lockContact(tx, planned.contactId);
      const message = await findOutgoing(tx, messageId);
      if (!message) throw new Error(`message ${messageId} is gone`);
      return this.claimLocked(tx, message);
    });
  }

  private async claimLocked(tx: Tx, message: OutgoingMessage): Promise<Claimed> {
    if (message.effectState !== 'open')
      return { kind: 'ended', result: resultOf(message.effectResult ?? skippedByExit) };
    const now = this.clock.now();
    if (message.status !== 'planned') return this.end(tx, message, earlierAttempt(message, now));
    const verdict = aimless(message) ?? (await this.verdict(tx, message, now));
    if (verdict) return this.end(tx, message, verdict);
    const slot = await reserveSlot(tx, message.numberId, slotWithinMs);
    if ('laterMs' in slot) throw new Later('the number is busy', slot.laterMs);
    const attemptId = randomUUID();
    const seq = await nextSeq(tx, message.contactId);
    await claimMessage(tx, message, { attemptId, seq, at: now });
    return { kind: 'claimed', message, attemptId, seq, now, slotInMs: slot.inMs };
  }

  /** What the sending rules say against sending now, if anything. */
  private async verdict(tx: Tx, message: OutgoingMessage, now: number): Promise<SendRecord | undefined> {
    const run = await findRun(tx, message.runId);
    if (!run) throw new Error(`the run of message ${message.id} is gone`);
    const world = await loadWorld(tx, run);
    const { definition } = await this.catalog.version(tx, run.automationId, run.version);
    const templateStatus = await templateStatusOf(tx, message.workspaceId, message.content);
    const { category, content, intendedAt } = message;
    const policy = sendingPolicyOf(definition, message.stepId);
    const outbound = { category, content, intendedAt, templateStatus, policy };
    const reach = reachOfCaps(category, world, now);
    const recentSends = reach ? await recentSendsOf(tx, message, reach) : [];
    return refusal(think(() => maySend(outbound, { ...world, recentSends }, now)));
  }

  private async end(tx: Tx, message: OutgoingMessage, recorded: SendRecord): Promise<Claimed> {
    await this.records.recordIn(tx, message, recorded);
    return { kind: 'ended', result: resultOf(recorded.result) };
  }
}

const skippedByExit: EffectResult = { outcome: 'skipped', reason: 'exited' };

/** A reaction belongs on a message that came to the number it is sent from. */
function aimless({ content, replyToProviderId }: OutgoingMessage): SendRecord | undefined {
  if (content.kind !== 'reaction' || replyToProviderId !== null) return undefined;
  const detail = 'the message it is about did not come to this number';
  const code = 'nothing_to_react_to';
  return {
    status: 'failed',
    result: { outcome: 'failed', reason: code, detail },
    problem: { code, words: detail },
  };
}

/** Another attempt claimed the message and left no answer: what became of it nobody knows, so it is not sent again. */
function earlierAttempt(message: OutgoingMessage, now: number): SendRecord {
  const claimedSeq = message.claimedSeq ?? 0;
  if (message.status !== 'sending' && message.status !== 'unknown') {
    return { status: message.status, result: { outcome: 'accepted', claimedSeq } };
  }
  return {
    status: 'unknown',
    result: { outcome: 'unknown', claimedSeq },
    problem: { code: 'unknown_outcome', words: 'an attempt ended without telling what became of it' },
    settleAt: now + settleAfterMs,
  };
}

/** How an obstacle is written down. */
function refusal(verdict: SendVerdict): SendRecord | undefined {
  const result = resultOfVerdict(verdict);
  if (!result) return undefined;
  const code = 'reason' in result ? result.reason : result.outcome;
  const until = 'until' in result ? { until: result.until } : {};
  const words = 'detail' in result ? { words: result.detail } : {};
  return {
    status: result.outcome === 'parked' ? 'planned' : 'skipped',
    result,
    problem: { code, ...words, ...until },
  };
}
