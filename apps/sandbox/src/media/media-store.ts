import { createHash } from 'node:crypto';
import { z } from 'zod';
import { GraphError } from '../graph/graph-error.js';
import { sentMediaKinds } from '../messages/media-request.js';
import { isKnownType, kindsOf } from './media-rules.js';

/** A file that was uploaded, without its bytes. `at` is when, in epoch milliseconds. */
export const UploadedMedia = z.object({
  id: z.string(),
  mimeType: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  kinds: z.array(z.enum(sentMediaKinds)),
  at: z.number(),
});
export type UploadedMedia = z.infer<typeof UploadedMedia>;

/** Ids of uploads end after 30 days. https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media */
const livesMs = 30 * 24 * 60 * 60 * 1_000;

/** The files that were uploaded for one number. */
export class MediaStore {
  private readonly byId = new Map<string, UploadedMedia>();
  private count = 0;

  constructor(private readonly phoneNumberId: string) {}

  /** @throws {GraphError} 131053 for a type or size that WhatsApp does not take. */
  add({ bytes, mimeType }: { bytes: Uint8Array; mimeType: string }, now: number): UploadedMedia {
    if (!isKnownType(mimeType)) throw new GraphError(131053, `files of type ${mimeType} are not supported`);
    const kinds = kindsOf(mimeType, bytes.length);
    if (kinds.length === 0) throw new GraphError(131053, `${bytes.length} bytes are too many for type ${mimeType}`);
    this.count += 1;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const id = `${this.phoneNumberId}${sha256.replaceAll(/\D/g, '').slice(0, 8)}${this.count}`;
    const media = { id, mimeType, bytes: bytes.length, sha256, kinds, at: now };
    this.restore(media);
    return media;
  }

  restore(media: UploadedMedia): void {
    this.byId.set(media.id, media);
  }

  /** The file with this id, while WhatsApp keeps it. */
  find(id: string, now: number): UploadedMedia | undefined {
    const media = this.byId.get(id);
    return media && now - media.at < livesMs ? media : undefined;
  }

  /** Nothing that was uploaded so far is known any more. */
  forget(): void {
    this.byId.clear();
  }

  all(): UploadedMedia[] {
    return [...this.byId.values()];
  }
}
