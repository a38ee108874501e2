import { signsOfLife, type SendMessageResult } from '@threadline/contracts';
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
  monotonicMs: () => number;
  onDecision: (decision: SendDecision) => void;
}

interface SendingOver {
  dataSource: DataSource;
  workbench: Workbench;
  catalog: Catalog;
  whatsapp: Sender;
  files: FileSource;
  clock: Clock;
  /** Milliseconds from some moment on, which nobody can set back. */
  monotonicMs?: (() => number) | undefined;
  /** Hears what became of every attempt. */
  onDecision?: ((decision: SendDecision) => void) | undefined;
}

/** What attempts to send one message hand on to the next, outside of the database. */
interface HandedOn {
  /** The claim that an earlier attempt had: its place among what happened to the contact. */
  seenClaim?: number | undefined;
  /** Hears of the claim before anybody is called. */
  onClaim?: (seq: number) => void;
}

type Attempted = Extract<Claimed, { kind: 'claimed' }>;

/**
 * An attempt that stood still for longer calls nobody: Temporal may have begun another, and what that found may have been settled.
 * Of the time in which Temporal notices, two beats are taken off, the one that was due and the one before it that was held back.
 */
const mayCallForMs = signsOfLife.deadAfterMs - 2 * signsOfLife.everyMs;

/** While somebody else gives the same file to WhatsApp. */
const fileWaitMs = 500;

/**
 * Sends planned messages, effectively once: claim, call, record. Whoever repeats it finds what the row says. A call whose outcome
 * nobody knows is recorded as `unknown` and never repeated blindly.
 */
export class OutgoingMessages {
  private constructor(private readonly parts: SendingParts) {}

  static create({ workbench, whatsapp, files, ...over }: SendingOver): OutgoingMessages {
    const { dataSource, catalog, clock, onDecision = () => undefined, monotonicMs = () => performance.now() } = over;
    const records = new SendRecords(workbench, clock);
    const uploads = new Uploads({ dataSource, files, whatsapp, clock });
    const claims = new Claims(dataSource, { catalog, records, uploads, clock });
    return new OutgoingMessages({ claims, records, uploads, whatsapp, monotonicMs, onDecision });
  }

  /**
   * Sends one message. Throws {@link Later} when it is to be tried again, with the wait. A row that knows less than an earlier
   * attempt did is of a database that was restored: nothing is sent.
   */
  async send(messageId: string, handedOn: HandedOn = {}): Promise<SendMessageResult> {
    try {
      const result = await this.attempt(messageId, handedOn);
      this.parts.onDecision(decisionOfResult(result));
      return result;
    } catch (error) {
      if (error instanceof Later) this.parts.onDecision(decisionOfLater(error));
      throw error;
    }
  }

  private async attempt(messageId: string, handedOn: HandedOn): Promise<SendMessageResult> {
    const begunMs = this.parts.monotonicMs();
    const claimed = await this.parts.claims.claim(messageId, handedOn.seenClaim);
    switch (claimed.kind) {
      case 'ended':
        return claimed.result;
      case 'later':
        throw new Later(claimed.problem, claimed.waitMs);
      case 'file':
        return this.sendAfterFile(claimed, handedOn);
      case 'claimed':
        handedOn.onClaim?.(claimed.seq);
        await pause(claimed.slotInMs);
        return this.settled(claimed, await this.call(claimed, begunMs));
    }
  }

  /** Before the claim: a file may take long, and giving it twice does no harm. */
  private async sendAfterFile(linking: Linking, handedOn: HandedOn): Promise<SendMessageResult> {
    const { message } = linking;
    const uploaded = await this.parts.uploads.upload(linking);
    switch (uploaded.kind) {
      case 'ready':
        return this.attempt(message.id, handedOn);
      case 'waiting':
        throw new Later(fileUnderWay, fileWaitMs);
      case 'later':
        await this.parts.records.holdBack(message, uploaded);
        throw new Later(uploaded.problem, uploaded.waitMs);
      case 'ended':
        return this.parts.claims.giveUp(message.id, uploaded.recorded);
    }
  }

  private async call(claimed: Attempted, begunMs: number): Promise<Settlement> {
    const { message, mediaId } = claimed;
    try {
      const answer = await this.parts.whatsapp.send({
        ...toSend(claimed),
        beforeCall: () => {
          if (this.parts.monotonicMs() - begunMs > mayCallForMs) throw new StoodStill();
        },
      });
      if (mediaId !== undefined && isAboutFile(answer)) await this.parts.uploads.forget(message, mediaId);
      return isFileToRenew(answer, claimed) ? renewal : settle(answer, claimed);
    } catch (error) {
      if (error instanceof StoodStill) return fromAnew;
      throw error;
    }
  }

  private async settled({ message, attemptId }: Attempted, settlement: Settlement): Promise<SendMessageResult> {
    if (settlement.kind === 'later') {
      await this.parts.records.takeBack(message, { ...settlement, attemptId });
      throw new Later(settlement.problem, settlement.waitMs);
    }
    const { recorded, restMs } = settlement;
    return resultOf(await this.parts.records.record(message, { ...recorded, attemptId }, restMs));
  }
}

/** The worker was frozen between claim and call. */
class StoodStill extends Error {}

const fromAnew: Settlement = {
  kind: 'later',
  waitMs: 100,
  problem: { code: 'stood_still', words: 'its attempt stood still for too long and called nobody' },
};

function toSend({ message, mediaId }: Attempted): Parameters<Sender['send']>[0] {
  const content = MessageContent.parse(message.content);
  return {
    phoneNumberId: message.phoneNumberId,
    to: {
      ...(message.toPhone !== null && { phone: message.toPhone }),
      ...(message.toUserId !== null && { userId: message.toUserId }),
    },
    content: mediaId === undefined ? content : withFileId(content, mediaId),
    callbackId: message.id,
    ...(message.replyToProviderId !== null && { replyTo: message.replyToProviderId }),
  };
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
