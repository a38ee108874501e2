import type { SendMessageResult } from '@threadline/contracts';
import { MessageContent } from '@threadline/domain';
import type { Clock } from '@threadline/platform';
import type { WhatsAppClient } from '@threadline/whatsapp';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { Catalog } from '../catalog/catalog.js';
import type { Workbench } from '../work.js';
import { Claims, type Claimed } from './claims.js';
import { Later, resultOf, settle } from './settlements.js';
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
  workbench: Workbench;
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

  static create({ dataSource, workbench, catalog, whatsapp, clock }: SendingOver): OutgoingMessages {
    const records = new SendRecords(workbench, clock);
    return new OutgoingMessages({ claims: new Claims(dataSource, catalog, records, clock), records, whatsapp });
  }

  /** Sends one message. Throws {@link Later} when it is to be tried again, with the wait. */
  async send(messageId: string): Promise<SendMessageResult> {
    const claimed = await this.parts.claims.claim(messageId);
    if (claimed.kind === 'ended') return claimed.result;
    if (claimed.kind === 'later') throw new Later(claimed.words, claimed.waitMs);
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
      await this.parts.records.takeBack(message, { ...settlement, attemptId });
      throw new Later(settlement.problem.words, settlement.waitMs);
    }
    const { recorded, restMs } = settlement;
    return resultOf(await this.parts.records.record(message, { ...recorded, attemptId }, restMs));
  }
}
