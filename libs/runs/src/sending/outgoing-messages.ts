import type { SendMessageResult } from '@threadline/contracts';
import { MessageContent } from '@threadline/domain';
import type { Clock } from '@threadline/platform';
import type { WhatsAppClient } from '@threadline/whatsapp';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { Catalog } from '../catalog/catalog.js';
import { Claims, type Claimed } from './claims.js';
import { Later, settle } from './settlements.js';
import { SendRecords } from './send-records.js';

/** Whoever puts a message on the wire. */
export type Sender = Pick<WhatsAppClient, 'send'>;

interface SendingParts {
  claims: Claims;
  records: SendRecords;
  whatsapp: Sender;
}

interface SendingOver {
  dataSource: DataSource;
  catalog: Catalog;
  whatsapp: Sender;
  clock: Clock;
}

/**
 * Sends planned messages, effectively once: claim, call, record. Whoever repeats it finds what the row says. A call whose outcome
 * nobody knows is recorded as `unknown` and never repeated blindly.
 */
export class OutgoingMessages {
  private constructor(private readonly parts: SendingParts) {}

  static create({ dataSource, catalog, whatsapp, clock }: SendingOver): OutgoingMessages {
    const records = new SendRecords(dataSource, clock);
    return new OutgoingMessages({ claims: new Claims(dataSource, catalog, records, clock), records, whatsapp });
  }

  /** Sends one message. Throws {@link Later} when it is to be tried again, with the wait. */
  async send(messageId: string): Promise<SendMessageResult> {
    const claimed = await this.parts.claims.claim(messageId);
    if (claimed.kind === 'ended') return claimed.result;
    await pause(claimed.slotInMs);
    return this.call(claimed);
  }

  private async call(claimed: Extract<Claimed, { kind: 'claimed' }>): Promise<SendMessageResult> {
    const { message, attemptId } = claimed;
    const answer = await this.parts.whatsapp.send({
      phoneNumberId: message.phoneNumberId,
      to: {
        ...(message.toPhone !== null && { phone: message.toPhone }),
        ...(message.toUserId !== null && { userId: message.toUserId }),
      },
      content: MessageContent.parse(message.content),
      callbackId: message.id,
      ...(message.replyToProviderId !== null && { replyTo: message.replyToProviderId }),
    });
    const settlement = settle(answer, claimed);
    if (settlement.kind === 'later') {
      await this.parts.records.takeBack(message, { attemptId, problem: settlement.problem });
      throw new Later(settlement.problem.words, settlement.waitMs);
    }
    await this.parts.records.record(message, { ...settlement.recorded, attemptId });
    return settlement.result;
  }
}
