import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Told } from '../told.js';

const answerWithinMs = 10_000;
const restMs = 500;

/** What a customer wrote. */
export interface Written {
  readonly phone: string;
  readonly text: string;
}

/** Posts what customers write as WhatsApp would: signed, again until it is acknowledged, and sometimes again after that. */
export class SignedWebhooks {
  constructor(
    private readonly gatewayUrl: string,
    private readonly number: { readonly phoneNumberId: string; readonly wabaId: string; readonly appSecret: string },
    private readonly told: Told,
  ) {}

  /** Each `times` times, the last one first. */
  async receive(written: readonly Written[], times: number): Promise<void> {
    const bodies = written.map((one) => this.bodyOf(one, `wamid.load-${randomUUID()}`));
    for (const { body, wamid } of bodies.toReversed()) {
      for (let time = 0; time < times; time++) await this.post(body);
      this.told.messages.push(wamid);
    }
  }

  private async post(body: string): Promise<void> {
    const signature = `sha256=${createHmac('sha256', this.number.appSecret).update(body).digest('hex')}`;
    for (;;) {
      const answer = await fetch(`${this.gatewayUrl}/ingress/whatsapp`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature, connection: 'close' },
        body,
        signal: AbortSignal.timeout(answerWithinMs),
      }).catch(() => undefined);
      await answer?.arrayBuffer().catch(() => undefined);
      if (answer?.ok) return;
      await pause(restMs);
    }
  }

  private bodyOf({ phone, text }: Written, wamid: string): { body: string; wamid: string } {
    const { phoneNumberId, wabaId } = this.number;
    const waId = phone.slice(1);
    const timestamp = String(Math.floor(Date.now() / 1000));
    const value = {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '390212345678', phone_number_id: phoneNumberId },
      contacts: [{ profile: { name: 'Load' }, wa_id: waId }],
      messages: [{ from: waId, id: wamid, timestamp, type: 'text', text: { body: text } }],
    };
    const entry = [{ id: wabaId, changes: [{ field: 'messages', value }] }];
    return { body: JSON.stringify({ object: 'whatsapp_business_account', entry }), wamid };
  }
}
