import type { OutboundEvent } from '@threadline/contracts';
import {
  emit,
  inTransaction,
  recordSend,
  unclaimMessage,
  type OutgoingMessage,
  type Recorded,
  type Tx,
} from '@threadline/persistence';
import type { Clock } from '@threadline/platform';
import type { DataSource } from 'typeorm';
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
    const changed = await recordSend(tx, message.id, { ...recorded, at: this.clock.now() });
    const event = changed ? this.eventOf(message, recorded) : undefined;
    if (event) await emit(tx, [event]);
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
