import {
  maySend,
  reachOfCaps,
  resultOfVerdict,
  sendingPolicyOf,
  templateAwaitedUntil,
  type EffectResult,
  type SendVerdict,
} from '@threadline/automation';
import type { SendMessageResult } from '@threadline/contracts';
import { linkedFile, tooLongTemplate, type ContentFault } from '@threadline/domain';
import {
  behindAnotherMs,
  claimMessage,
  findOutgoing,
  findRunAndSendingWorld,
  inTransactionByKeys,
  joinLine,
  lockContactOfMessage,
  markNeedsRepair,
  recentSendsOf,
  reserveSlot,
  showProblem,
  templateToSend,
  type OutgoingMessage,
  type Tx,
} from '@threadline/persistence';
import type { Clock } from '@threadline/platform';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { think } from '../advancing/decisions.js';
import type { Catalog } from '../catalog/catalog.js';
import type { Linking, Uploads } from './files/uploads.js';
import type { SendRecord, SendRecords } from './send-records.js';
import { resultOf, type Attempt, type Problem } from './settlements.js';
import { earlierAttempt } from './unknown-outcomes.js';

/** A message given to this attempt, one whose file WhatsApp must be given before, one that needs none, or one whose turn has not come. */
export type Claimed =
  | (Attempt & { kind: 'claimed'; attemptId: string; slotInMs: number })
  | (Linking & { kind: 'file' })
  | { kind: 'ended'; result: SendMessageResult }
  | { kind: 'later'; waitMs: number; problem: Problem };

type Ended = Extract<Claimed, { kind: 'ended' }>;

/** Slots further away than this are not reserved: the attempt comes back instead of holding a claim. */
const slotWithinMs = 2_000;
/** A message that comes so soon after the contact wrote is an answer. */
const answerWithinMs = 5 * 60_000;
/** While an earlier message to the same contact is on its way. */
const onItsWayMs = 1_000;
/** Whoever stands in the line of a number has a place of his own there, and comes back for it. */
const longestLineMs = 10 * 60_000;

/** Gives messages to attempts, under the contact's lock and by the sending rules of this moment. */
export class Claims {
  constructor(
    private readonly dataSource: DataSource,
    private readonly parts: { catalog: Catalog; records: SendRecords; uploads: Uploads; clock: Clock },
  ) {}

  /** With `seenClaim` an earlier attempt had a claim of the message, which its row must know of. */
  claim(messageId: string, seenClaim = 0): Promise<Claimed> {
    return this.locked(messageId, async (tx, message) => {
      if ((message.claimedSeq ?? 0) >= seenClaim) return this.claimLocked(tx, message);
      await markNeedsRepair(tx, message.runId);
      return { kind: 'ended', result: heldForRepair };
    });
  }

  /** Ends a message that nobody has claimed: what it needs cannot be had. */
  async giveUp(messageId: string, recorded: SendRecord): Promise<SendMessageResult> {
    return this.locked(messageId, async (tx, message) => {
      const over = (await this.over(tx, message)) ?? (await this.end(tx, message, recorded));
      return over.result;
    });
  }

  private locked<T>(messageId: string, act: (tx: Tx, message: OutgoingMessage) => Promise<T>): Promise<T> {
    return inTransactionByKeys(this.dataSource, async (tx) => {
      const message = await lockContactOfMessage(tx, messageId, () => findOutgoing(tx, messageId));
      if (!message) throw new Error(`there is no outgoing message ${messageId}`);
      return act(tx, message);
    });
  }

  /** What came of a message that is planned no more, or may not be trusted to be; undefined while it is. */
  private async over(tx: Tx, message: OutgoingMessage): Promise<Ended | undefined> {
    if (message.isHeld) return { kind: 'ended', result: heldForRepair };
    if (message.effectState !== 'open')
      return { kind: 'ended', result: resultOf(message.effectResult ?? skippedByExit) };
    if (message.status === 'planned') return undefined;
    return this.end(tx, message, earlierAttempt(message, this.parts.clock.now()));
  }

  private async claimLocked(tx: Tx, message: OutgoingMessage): Promise<Claimed> {
    const over = await this.over(tx, message);
    if (over) return over;
    const now = this.parts.clock.now();
    const wrong = aimless(message);
    if (wrong) return this.end(tx, message, wrong);
    const { verdict, fault, templateUntil } = await this.judge(tx, message, now);
    const refused = refusal(verdict) ?? (fault && tooLong(fault));
    if (refused) return this.end(tx, message, refused);
    const isAnswer = message.lastInboundAt !== null && message.lastInboundAt > now - answerWithinMs;
    const [turnInMs, behindMs] = await Promise.all([
      isAnswer ? 0 : turnOf(tx, message),
      behindAnotherMs(tx, message, { now, isAnswer }),
    ]);
    if (turnInMs > slotWithinMs) return busy(tx, message, { laterMs: turnInMs, now });
    if (behindMs !== undefined) return behind(tx, message, { behindMs, now });
    const file = linkedFile(message.content);
    const mediaId = file && (await this.parts.uploads.idOf(tx, { message, file }));
    if (file && mediaId === undefined) return withoutFile(tx, { message, file }, now);
    const slot = await reserveSlot(tx, message.numberId, { withinMs: slotWithinMs, isAnswer });
    if ('laterMs' in slot)
      return busy(tx, message, {
        laterMs: isAnswer ? slot.laterMs : await joinLine(tx, message, { begins: true }),
        now,
      });
    const attemptId = randomUUID();
    const seq = await claimMessage(tx, message, { attemptId, at: now });
    return { kind: 'claimed', message, mediaId, attemptId, seq, now, slotInMs: slot.inMs, templateUntil };
  }

  /** What the sending rules say now, and how long an obstacle of the template would be waited for. */
  private async judge(tx: Tx, message: OutgoingMessage, now: number) {
    const [found, template] = await Promise.all([
      findRunAndSendingWorld(tx, { id: message.runId, contactId: message.contactId }),
      templateToSend(tx, message.workspaceId, message.content),
    ]);
    if (!found) throw new Error(`the run of message ${message.id} is gone`);
    const { run, world } = found;
    const { definition } = await this.parts.catalog.version(tx, run.automationId, run.version);
    const { category, content, intendedAt } = message;
    const policy = sendingPolicyOf(definition, message.stepId);
    const outbound = { category, content, intendedAt, templateStatus: template?.status, policy };
    const reach = reachOfCaps(category, world, now);
    const recentSends = reach ? await recentSendsOf(tx, message, reach) : [];
    return {
      fault: template && tooLongTemplate(content, template),
      verdict: think(() => maySend(outbound, { ...world, recentSends }, now)),
      templateUntil: templateAwaitedUntil(outbound, world.contact.timeZone, now),
    };
  }

  private async end(tx: Tx, message: OutgoingMessage, recorded: SendRecord): Promise<Ended> {
    const { result } = await this.parts.records.recordIn(tx, message, recorded);
    return { kind: 'ended', result: resultOf(result) };
  }
}

/** Nothing is written down: a run that goes on orders the send again. */
const heldForRepair = { outcome: 'skipped', reason: 'needs_repair' } as const;
const skippedByExit: EffectResult = { outcome: 'skipped', reason: 'exited' };

/** WhatsApp would refuse it with 132005. */
function tooLong({ field, message: words }: ContentFault): SendRecord {
  const problem = { code: 'template_too_long', words: `${field}: ${words}` };
  return { status: 'failed', result: { outcome: 'failed', reason: problem.code, detail: problem.words }, problem };
}

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

/** Why a message waits for its file. */
export const fileUnderWay: Problem = { code: 'file_under_way', words: 'WhatsApp is given the file first' };

/** Its file goes first, which may take a while: that shows on the row, and later messages to the contact stay behind. */
async function withoutFile(tx: Tx, linking: Linking, now: number): Promise<Claimed> {
  await showProblem(tx, linking.message.id, { problem: fileUnderWay, at: now });
  return { kind: 'file', ...linking };
}

/** Milliseconds until a message has its turn in the line of its number. Whoever comes for the first time joins it, if there is one. */
async function turnOf(tx: Tx, message: OutgoingMessage): Promise<number> {
  return message.turnInMs ?? (await joinLine(tx, message, { begins: false }));
}

/** It waits in its place, so that what is to go out after it stays behind in turn. */
async function behind(
  tx: Tx,
  message: OutgoingMessage,
  { behindMs, now }: { behindMs: number; now: number },
): Promise<Claimed> {
  const problem: Problem = { code: 'behind_another', words: 'an earlier message to this contact goes first' };
  await showProblem(tx, message.id, { problem, at: now });
  return { kind: 'later', waitMs: Math.min(behindMs + onItsWayMs, longestLineMs), problem };
}

/** The number's throughput is used up, or it rests: the reason shows on the row, and later messages to the contact stay behind. */
async function busy(
  tx: Tx,
  message: OutgoingMessage,
  { laterMs, now }: { laterMs: number; now: number },
): Promise<Claimed> {
  const problem: Problem = { code: 'number_busy', words: 'the number sends as fast as it may, or rests' };
  await showProblem(tx, message.id, { problem, at: now });
  return { kind: 'later', waitMs: Math.min(laterMs, longestLineMs), problem };
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
