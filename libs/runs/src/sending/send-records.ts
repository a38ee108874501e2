import type { EffectResult, MessageStatus } from '@threadline/automation';
import type { OutboundEvent } from '@threadline/contracts';
import {
  applyStatuses,
  emit,
  lockContact,
  lockEarlyStatuses,
  lockStatus,
  putEventsIfHeard,
  recordSend,
  restNumber,
  showProblem,
  takeEarlyStatus,
  unclaimMessage,
  withdrawConsent,
  type OutgoingMessage,
  type Recorded,
  type StatusReport,
  type Tx,
} from '@threadline/persistence';
import type { Clock } from '@threadline/platform';
import { factsOf, toEvent } from '../events/statuses.js';
import { outboundEvent } from '../outbound-events.js';
import type { Work, Workbench } from '../work.js';
import { settleNotMade, wakeSettled } from './settling.js';
import { isSettled, resultOfStatus } from './unknown-outcomes.js';

/** What a send came to; when is what the clock says. */
export type SendRecord = Omit<Recorded, 'at'>;

/** Why an attempt gave a message back. With `renewsFile` WhatsApp is given its file anew. */
interface TakenBack {
  attemptId: string;
  problem: object;
  restMs?: number;
  renewsFile?: boolean;
}

/** Writes down what sends came to, and tells the world. */
export class SendRecords {
  constructor(
    private readonly workbench: Workbench,
    private readonly clock: Clock,
  ) {}

  /** Records an attempt's answer; with `restMs` its number rests. A late answer wakes the run that waits for it. */
  record(message: OutgoingMessage, recorded: SendRecord, restMs?: number): Promise<EffectResult> {
    return this.workbench.runByKeys(this.clock.now(), async (work) => {
      if (isOptOut(recorded.result)) await this.optOut(work, message);
      const { result, was } = await this.recordIn(work.tx, message, recorded);
      if (was === 'unknown') await wakeSettled(work, [message.id]);
      if (restMs !== undefined) await restNumber(work.tx, message.numberId, restMs);
      return result;
    });
  }

  /** Records in the caller's transaction, when no attempt was needed. Returns what it has come to by now. */
  async recordIn(
    tx: Tx,
    message: OutgoingMessage,
    given: SendRecord,
  ): Promise<{ result: EffectResult; was: MessageStatus | undefined }> {
    const { providerId } = given;
    const named = providerId !== undefined && { workspaceId: message.workspaceId, providerId };
    if (named) await lockEarlyStatuses(tx, [named]);
    const recorded = given.status === 'unknown' ? await asFarAsKnown(tx, message, given) : given;
    const [was, early] = await Promise.all([
      recordSend(tx, message.id, { ...recorded, at: this.clock.now() }),
      named ? takeEarlyStatus(tx, named) : [],
    ]);
    const event = was === undefined ? undefined : this.eventOf(message, recorded);
    if (event) await emit(tx, [event]);
    await this.catchUp(tx, early);
    return { result: recorded.result, was };
  }

  /** Statuses that came before the answer. The run hears of them when it goes on, which the answer makes it do. */
  private async catchUp(tx: Tx, early: readonly StatusReport[]): Promise<void> {
    if (early.length === 0) return;
    const changed = await applyStatuses(tx, early);
    await putEventsIfHeard(tx, changed.flatMap(factsOf));
    const now = this.clock.now();
    await emit(
      tx,
      changed.map((change) => toEvent(change, now)),
    );
  }

  /**
   * Gives a claim back: nothing was sent, and the reason shows on the row. With `restMs` its number rests. Where somebody has written
   * down meanwhile that nobody knows, it is known now.
   */
  takeBack(message: OutgoingMessage, { restMs, attemptId, problem, renewsFile = false }: TakenBack): Promise<void> {
    const at = this.clock.now();
    return this.workbench.run(at, async (work) => {
      const { tx } = work;
      if (!(await unclaimMessage(tx, message.id, { attemptId, problem, renewsFile, at })))
        await settleNotMade(work, message, attemptId);
      if (restMs !== undefined) await restNumber(tx, message.numberId, restMs);
    });
  }

  /** Shows why a message that nobody has claimed does not go out yet. With `restMs` its number rests. */
  holdBack(message: OutgoingMessage, { problem, restMs }: { problem: object; restMs?: number }): Promise<void> {
    const at = this.clock.now();
    return this.workbench.run(at, async ({ tx }) => {
      await showProblem(tx, message.id, { problem, at, isRefusal: true });
      if (restMs !== undefined) await restNumber(tx, message.numberId, restMs);
    });
  }

  /** WhatsApp knows that the contact wants no marketing, and we did not. */
  private async optOut({ tx, now }: Work, { workspaceId, contactId, id }: OutgoingMessage): Promise<void> {
    await lockContact(tx, contactId);
    const via = 'WhatsApp refused marketing';
    if (!(await withdrawConsent(tx, contactId, { at: now, via }))) return;
    await emit(tx, [outboundEvent('contact.opted_out', { contactId, via }, { workspaceId, at: now, occurrence: id })]);
  }

  private eventOf(message: OutgoingMessage, recorded: SendRecord): OutboundEvent | undefined {
    const { id, contactId, runId, stepId: step, turn } = message;
    const data = { messageId: id, contactId, runId, step, turn };
    const about = { workspaceId: message.workspaceId, at: this.clock.now(), occurrence: `${id}/${recorded.status}` };
    const reason = 'reason' in recorded.result ? recorded.result.reason : recorded.result.outcome;
    const { status } = recorded;
    if (status === 'accepted' || status === 'unknown') return outboundEvent(`message.${status}`, data, about);
    if (status === 'failed' || status === 'skipped')
      return outboundEvent(`message.${status}`, { ...data, reason }, about);
    return undefined;
  }
}

const isOptOut = (result: EffectResult): boolean => result.outcome === 'skipped' && result.reason === 'opted_out';

/** Before it is written down that nobody knows: WhatsApp may have told meanwhile. Whoever tells later finds the row unknown. */
async function asFarAsKnown(tx: Tx, message: OutgoingMessage, recorded: SendRecord): Promise<SendRecord> {
  const settled = await lockStatus(tx, message.id);
  if (!isSettled(settled.status)) return recorded;
  const claimedSeq = 'claimedSeq' in recorded.result ? recorded.result.claimedSeq : (message.claimedSeq ?? 0);
  return { status: settled.status, result: resultOfStatus(settled, claimedSeq) };
}
