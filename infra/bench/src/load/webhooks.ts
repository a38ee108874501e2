import { createHmac, randomUUID } from 'node:crypto';
import { Pool } from 'undici';

/** A webhook as WhatsApp posts it. */
export interface SignedWebhook {
  readonly body: string;
  readonly signature: string;
}

/** Which number is written to. */
interface Number {
  readonly phoneNumberId: string;
  readonly wabaId: string;
}

/**
 * A contact's text, signed over the raw body.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/text
 */
export function textWebhook(
  { phoneNumberId, wabaId }: Number,
  secret: string,
  from: string,
  text: string,
): SignedWebhook {
  const waId = from.replace('+', '');
  const message = {
    from: waId,
    id: `wamid.${randomUUID()}`,
    timestamp: String(Math.floor(Date.now() / 1000)),
    type: 'text',
    text: { body: text },
  };
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '390212345678', phone_number_id: phoneNumberId },
    contacts: [{ profile: { name: 'Ada' }, wa_id: waId }],
    messages: [message],
  };
  const entry = [{ id: wabaId, changes: [{ field: 'messages', value }] }];
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry });
  return { body, signature: `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` };
}

/** Posts webhooks over connections that stay open. */
export class WebhookPoster {
  private readonly pool: Pool;

  constructor(
    baseUrl: string,
    private readonly connections: number,
    private readonly path = '/ingress/whatsapp',
  ) {
    this.pool = new Pool(baseUrl, { connections });
  }

  /** @throws Error when the answer is not 200 */
  async post({ body, signature }: SignedWebhook): Promise<void> {
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature };
    const answer = await this.pool.request({ method: 'POST', path: this.path, headers, body });
    await answer.body.dump();
    if (answer.statusCode !== 200) throw new Error(`${this.path} answered ${answer.statusCode}`);
  }

  /** As fast as they are taken, one after the other on every connection. Gives how many were taken a second. */
  async postAll(webhooks: readonly SignedWebhook[]): Promise<number> {
    const rest = webhooks.values();
    const begin = performance.now();
    const lines = Array.from({ length: this.connections }, async () => {
      for (const webhook of rest) await this.post(webhook);
    });
    await Promise.all(lines);
    return webhooks.length / ((performance.now() - begin) / 1000);
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}
