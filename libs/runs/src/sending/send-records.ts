import type { OutboundEvent } from '@threadline/contracts';
import {
  applyStatuses,
  emit,
  inTransaction,
  lockEarlyStatuses,
  putEventsIfHeard,
  recordSend,
  takeEarlyStatus,
  unclaimMessage,
  type OutgoingMessage,
  type Recorded,
  type StatusReport,
  type Tx,
} from '@threadline/persistence';
import type { Clock } from '@threadline/platform';
import type { DataSource } from 'typeorm';
import { factsOf, toEvent } from '../events/statuses.js';
import { outboundEvent } from '../outbound-events.js';

/** What a send came to; when is what the clock says. */
export type SendRecord = Omit<Recorded, 'at'>;

/** Writes down what sends came to, and tells the world. */
export class SendRecords {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Records an attempt's answer. */
  record(message: OutgoingMessage, recorded: SendRecord): Promise<void> {
    return inTransaction(this.dataSource, (tx) => this.recordIn(tx, message, recorded));
  }

  /** Records in the caller's transaction, when no attempt was needed. */
  async recordIn(tx: Tx, message: OutgoingMessage, recorded: SendRecord): Promise<void> {
    const { providerId } = recorded;
    const named = providerId !== undefined && { workspaceId: message.workspaceId, providerId };
    if (named) await lockEarlyStatuses(tx, [named]);
    const changed = await recordSend(tx, message.id, { ...recorded, at: this.clock.now() });
    const event = changed ? this.eventOf(message, recorded) : undefined;
    if (event) await emit(tx, [event]);
    if (named) await this.catchUp(tx, await takeEarlyStatus(tx, named));
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

  /** Gives a claim back: nothing was sent, and the reason shows on the row. */
  takeBack(message: OutgoingMessage, given: { attemptId: string; problem: object }): Promise<void> {
    return inTransaction(this.dataSource, (tx) => unclaimMessage(tx, message.id, { ...given, at: this.clock.now() }));
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
