import type { FetchedFile, FileFetcher } from '@threadline/connectors';
import { mediaRules, type LinkedFile } from '@threadline/domain';
import {
  forgetMediaId,
  keepUpload,
  leaveUpload,
  mediaIdOf,
  sameContents,
  takeUpload,
  type LinkedUpload,
  type OutgoingMessage,
  type Tx,
} from '@threadline/persistence';
import type { Clock } from '@threadline/platform';
import { mediaLivesMs, type WhatsAppClient } from '@threadline/whatsapp';
import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { failed, settleUpload, type Settlement } from '../settlements.js';

/** Whoever fetches files from addresses that users wrote. */
export type FileSource = Pick<FileFetcher, 'fetch'>;

/** A message and the file it names by its address. */
export interface Linking {
  message: OutgoingMessage;
  file: LinkedFile;
}

/** What giving a file to WhatsApp came to: `waiting` somebody else is at it · else what it means for the message. */
export type Uploaded = { kind: 'ready' } | { kind: 'waiting' } | Settlement;

/**
 * What stands at an address may change: after this it is fetched again, and uploaded again when it has changed. WhatsApp keeps
 * what it fetches itself as long. https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media
 */
const freshMs = 10 * 60_000;
/** An id is not sent in its last hour: the message may have to wait. */
const lastHourMs = 60 * 60_000;
/** An attempt with a file lasts no longer; then the next one may take it. */
const busyMs = 60_000;
const dayMs = 24 * 60 * 60_000;
/** A file may have 100 MB, and stands in memory while it is given on. */
const filesAtOnce = 3;
/** About a quarter of an hour. */
const fileTries = 20;
const longestFileWaitMs = 60_000;

/** Gives files to WhatsApp: each once for a number, by its address or its contents, for as long as WhatsApp keeps it. */
export class Uploads {
  private underWay = 0;

  constructor(
    private readonly parts: {
      dataSource: DataSource;
      files: FileSource;
      whatsapp: Pick<WhatsAppClient, 'uploadMedia'>;
      clock: Clock;
    },
  ) {}

  /** WhatsApp's id of a message's file, for the number it goes out from; undefined when it must be uploaded before. */
  idOf(tx: Tx, { message, file }: Linking): Promise<string | undefined> {
    const now = this.parts.clock.now();
    return mediaIdOf(tx, uploadOf(message, file), { since: now - freshMs, until: now + lastHourMs });
  }

  /** Fetches and uploads a message's file. One process at a time does it for the same address and number. */
  async upload(linking: Linking): Promise<Uploaded> {
    if (this.underWay >= filesAtOnce) return { kind: 'waiting' };
    this.underWay += 1;
    try {
      return await this.take(linking);
    } finally {
      this.underWay -= 1;
    }
  }

  /** WhatsApp does not take the id any more. */
  async forget({ workspaceId, numberId }: OutgoingMessage, mediaId: string): Promise<void> {
    await forgetMediaId(this.parts.dataSource.manager, { workspaceId, numberId, mediaId });
  }

  private async take({ message, file }: Linking): Promise<Uploaded> {
    const { manager } = this.parts.dataSource;
    const upload = uploadOf(message, file);
    const now = this.parts.clock.now();
    const mine = await takeUpload(manager, upload, { now, busyUntil: now + busyMs, keptUntil: now + dayMs });
    if (!mine) return { kind: 'waiting' };
    let uploaded: Uploaded | undefined;
    try {
      return (uploaded = await this.fetchAndGive({ message, file }, upload));
    } finally {
      if (uploaded?.kind !== 'ready') await leaveUpload(manager, upload);
    }
  }

  private async fetchAndGive({ message, file }: Linking, upload: LinkedUpload): Promise<Uploaded> {
    const fetched = await this.parts.files.fetch(file.link, mediaRules[file.media]);
    if (fetched.outcome !== 'fetched') return withoutFile(message, file, fetched);
    const { manager } = this.parts.dataSource;
    const { bytes, type } = fetched;
    const contentHash = createHash('sha256').update(`${type}\n`).update(bytes).digest();
    const fetchedAt = this.parts.clock.now();
    const known = await sameContents(manager, upload, { contentHash, until: fetchedAt + lastHourMs });
    if (known) {
      await keepUpload(manager, upload, { ...known, contentHash, fetchedAt });
      return { kind: 'ready' };
    }
    const answer = await this.parts.whatsapp.uploadMedia(message.phoneNumberId, { bytes, type, name: 'file' });
    if (answer.outcome !== 'uploaded') return settleUpload(answer, message);
    const expiresAt = fetchedAt + mediaLivesMs;
    await keepUpload(manager, upload, { contentHash, mediaId: answer.id, fetchedAt, expiresAt });
    return { kind: 'ready' };
  }
}

const uploadOf = ({ workspaceId, numberId }: OutgoingMessage, { link }: LinkedFile): LinkedUpload => ({
  workspaceId,
  numberId,
  linkHash: createHash('sha256').update(link).digest(),
});

/** A server that is away may come back; a file that is none does not become one. */
function withoutFile(
  { refusals }: OutgoingMessage,
  { field, media }: LinkedFile,
  fetched: Exclude<FetchedFile, { outcome: 'fetched' }>,
): Settlement {
  const words = `${field}: the file for the ${media} could not be loaded: ${fetched.detail}`;
  const problem = { code: 'file_not_loaded', words };
  if (fetched.outcome !== 'no_answer' || refusals + 1 >= fileTries) return failed(problem);
  return { kind: 'later', waitMs: Math.min(2 ** refusals * 1_000, longestFileWaitMs), problem };
}
