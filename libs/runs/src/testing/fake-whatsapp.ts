import type { MediaFile, SendAnswer, UploadAnswer, WhatsAppClient } from '@threadline/whatsapp';

type Sent = Parameters<WhatsAppClient['send']>[0];

/** Accepts every message and keeps a ledger, unless the next answers are scripted. */
export class FakeWhatsApp implements Pick<WhatsAppClient, 'send' | 'uploadMedia'> {
  readonly ledger: Sent[] = [];
  readonly uploads: { phoneNumberId: string; file: MediaFile }[] = [];
  private readonly scripted: ((sent: Sent) => SendAnswer | Promise<SendAnswer>)[] = [];
  private readonly scriptedUploads: (() => UploadAnswer | Promise<UploadAnswer>)[] = [];

  /** The next call that has no script yet is answered by this one. */
  answerNext(answer: (sent: Sent) => SendAnswer | Promise<SendAnswer>): void {
    this.scripted.push(answer);
  }

  /** The same for uploads. */
  answerNextUpload(answer: () => UploadAnswer | Promise<UploadAnswer>): void {
    this.scriptedUploads.push(answer);
  }

  uploadMedia = async (phoneNumberId: string, file: MediaFile): Promise<UploadAnswer> => {
    const scripted = await this.scriptedUploads.shift()?.();
    if (scripted) return scripted;
    this.uploads.push({ phoneNumberId, file });
    return { outcome: 'uploaded', id: `media-${this.uploads.length}` };
  };

  send = async ({ beforeCall, ...sent }: Sent): Promise<SendAnswer> => {
    beforeCall?.();
    const script = this.scripted.shift();
    if (script) return script(sent);
    this.ledger.push(sent);
    return { outcome: 'accepted', wamid: `wamid.${sent.callbackId}` };
  };
}
