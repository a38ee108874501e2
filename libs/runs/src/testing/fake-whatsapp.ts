import type { SendAnswer, WhatsAppClient } from '@threadline/whatsapp';

type Sent = Parameters<WhatsAppClient['send']>[0];

/** Accepts every message and keeps a ledger, unless the next answers are scripted. */
export class FakeWhatsApp implements Pick<WhatsAppClient, 'send'> {
  readonly ledger: Sent[] = [];
  private readonly scripted: ((sent: Sent) => SendAnswer | Promise<SendAnswer>)[] = [];

  /** The next call that has no script yet is answered by this one. */
  answerNext(answer: (sent: Sent) => SendAnswer | Promise<SendAnswer>): void {
    this.scripted.push(answer);
  }

  send = async (sent: Sent): Promise<SendAnswer> => {
    const script = this.scripted.shift();
    if (script) return script(sent);
    this.ledger.push(sent);
    return { outcome: 'accepted', wamid: `wamid.${sent.callbackId}` };
  };
}
