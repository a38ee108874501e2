import type { SendMessageResult } from '@threadline/contracts';
import { MessageContent, withFileId } from '@threadline/domain';
import type { Clock } from '@threadline/platform';
import type { SendAnswer, WhatsAppClient } from '@threadline/whatsapp';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { Catalog } from '../catalog/catalog.js';
import type { Workbench } from '../work.js';
import { Claims, fileUnderWay, type Claimed } from './claims.js';
import { Uploads, type FileSource, type Linking } from './files/uploads.js';
import { decisionOfLater, decisionOfResult, type SendDecision } from './send-decision.js';
import { Later, resultOf, settle, type Settlement } from './settlements.js';
import { SendRecords } from './send-records.js';

/** Whoever puts messages and their files on the wire. */
export type Sender = Pick<WhatsAppClient, 'send' | 'uploadMedia'>;

interface SendingParts {
  claims: Claims;
  records: SendRecords;
  uploads: Uploads;
  whatsapp: Sender;
  onDecision: (decision: SendDecision) => void;
}

interface SendingOver {
  dataSource: DataSource;
  workbench: Workbench;
  catalog: Catalog;
  whatsapp: Sender;
  files: FileSource;
  clock: Clock;
  /** Hears what became of every attempt. */
  onDecision?: ((decision: SendDecision) => void) | undefined;
}

type Attempted = Extract<Claimed, { kind: 'claimed' }>;

/** While somebody else gives the same file to WhatsApp. */
const fileWaitMs = 500;

/**
 * Sends planned messages, effectively once: claim, call, record. Whoever repeats it finds what the row says. A call whose outcome
 * nobody knows is recorded as `unknown` and never repeated blindly.
 */
export class OutgoingMessages {
  private constructor(private readonly parts: SendingParts) {}

  static create({ workbench, whatsapp, files, onDecision = () => undefined, ...over }: SendingOver): OutgoingMessages {
    const { dataSource, catalog, clock } = over;
    const records = new SendRecords(workbench, clock);
    const uploads = new Uploads({ dataSource, files, whatsapp, clock });
    const claims = new Claims(dataSource, { catalog, records, uploads, clock });
    return new OutgoingMessages({ claims, records, uploads, whatsapp, onDecision });
  }

  /** Sends one message. Throws {@link Later} when it is to be tried again, with the wait. */
  async send(messageId: string): Promise<SendMessageResult> {
    try {
      const result = await this.attempt(messageId);
      this.parts.onDecision(decisionOfResult(result));
      return result;
    } catch (error) {
      if (error instanceof Later) this.parts.onDecision(decisionOfLater(error));
      throw error;
    }
  }

  private async attempt(messageId: string): Promise<SendMessageResult> {
    const claimed = await this.parts.claims.claim(messageId);
    switch (claimed.kind) {
      case 'ended':
        return claimed.result;
      case 'later':
        throw new Later(claimed.problem, claimed.waitMs);
      case 'file':
        return this.sendAfterFile(claimed);
      case 'claimed':
        await pause(claimed.slotInMs);
        return this.call(claimed);
    }
  }

  /** Before the claim: a file may take long, and giving it twice does no harm. */
  private async sendAfterFile(linking: Linking): Promise<SendMessageResult> {
    const { message } = linking;
    const uploaded = await this.parts.uploads.upload(linking);
    switch (uploaded.kind) {
      case 'ready':
        return this.attempt(message.id);
      case 'waiting':
        throw new Later(fileUnderWay, fileWaitMs);
      case 'later':
        await this.parts.records.holdBack(message, uploaded);
        throw new Later(uploaded.problem, uploaded.waitMs);
      case 'ended':
        return this.parts.claims.giveUp(message.id, uploaded.recorded);
    }
  }

  private async call(claimed: Attempted): Promise<SendMessageResult> {
    const { message, attemptId, mediaId } = claimed;
    const content = MessageContent.parse(message.content);
    const answer = await this.parts.whatsapp.send({
      phoneNumberId: message.phoneNumberId,
      to: {
        ...(message.toPhone !== null && { phone: message.toPhone }),
        ...(message.toUserId !== null && { userId: message.toUserId }),
      },
      content: mediaId === undefined ? content : withFileId(content, mediaId),
      callbackId: message.id,
      ...(message.replyToProviderId !== null && { replyTo: message.replyToProviderId }),
    });
    if (mediaId !== undefined && isAboutFile(answer)) await this.parts.uploads.forget(message, mediaId);
    const settlement = isFileToRenew(answer, claimed) ? renewal : settle(answer, claimed);
    if (settlement.kind === 'later') {
      await this.parts.records.takeBack(message, { ...settlement, attemptId });
      throw new Later(settlement.problem, settlement.waitMs);
    }
    const { recorded, restMs } = settlement;
    return resultOf(await this.parts.records.record(message, { ...recorded, attemptId }, restMs));
  }
}

/** Codes with which WhatsApp refuses a file's id, though it has others for the same: the documentation names no one code. */
const aboutFiles: ReadonlySet<number> = new Set([131009, 131052, 131053]);

const isAboutFile = (answer: SendAnswer): boolean => answer.outcome === 'rejected' && aboutFiles.has(answer.error.code);

/** WhatsApp may have forgotten a file before its time: it is given anew, once. */
const renewal: Extract<Settlement, { kind: 'later' }> = {
  kind: 'later',
  waitMs: 100,
  problem: { code: 'file_renewed', words: 'WhatsApp did not take the file and is given it anew' },
  renewsFile: true,
};

const isFileToRenew = (answer: SendAnswer, { message, mediaId }: Attempted): boolean =>
  mediaId !== undefined && isAboutFile(answer) && !message.fileRenewed;
