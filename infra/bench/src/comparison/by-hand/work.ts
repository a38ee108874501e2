import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { fetch } from 'undici';
import { inTransaction } from './transaction.js';

/** Where messages go, and with which template. */
export interface ByHandSending {
  readonly messagesUrl: string;
  readonly accessToken: string;
  readonly template: string;
}

/** Steps of the journey, each one transaction. */
export class Steps {
  constructor(private readonly pool: pg.Pool) {}

  /** Moves a run to a step, and plans its message if it sends one, whose id it gives. */
  begin = (runId: string, step: string): Promise<string> =>
    inTransaction(this.pool, async (client) => {
      await client.query('select id from run where id = $1 for update', [runId]);
      const wakeAt = step === 'pause' ? new Date(Date.now() + 1000) : null;
      const move = 'update run set step = $2, wake_at = $3, revision = revision + 1 where id = $1';
      await client.query(move, [runId, step, wakeAt]);
      const id = randomUUID();
      if (wakeAt === null)
        await client.query(`insert into message (id, run_id, step, status) values ($1, $2, $3, 'planned')`, [
          id,
          runId,
          step,
        ]);
      await client.query('insert into trail (run_id, what) values ($1, $2)', [runId, `begins ${step}`]);
      return id;
    });

  end = (runId: string): Promise<void> =>
    inTransaction(this.pool, async (client) => {
      await client.query('select id from run where id = $1 for update', [runId]);
      const close = `update run set state = 'completed', ended_at = now(), revision = revision + 1 where id = $1`;
      await client.query(close, [runId]);
      await client.query(`insert into trail (run_id, what) values ($1, 'ends')`, [runId]);
    });
}

/** A send: claimed in a transaction, called, recorded in another. */
export class Sending {
  constructor(
    private readonly pool: pg.Pool,
    private readonly given: ByHandSending,
  ) {}

  sendMessage = async (messageId: string): Promise<void> => {
    const { rows } = await inTransaction(this.pool, async (client) => {
      const claim = `update message set status = 'sending', claimed_at = now() where id = $1 and status = 'planned'`;
      await client.query(claim, [messageId]);
      return client.query<{ phone: string }>(
        'select c.phone from message m join run r on r.id = m.run_id join contact c on c.id = r.contact_id where m.id = $1',
        [messageId],
      );
    });
    const providerId = await this.call(messageId, rows[0]?.phone ?? '');
    await inTransaction(this.pool, (client) =>
      client.query(`update message set status = 'accepted', provider_id = $2, sent_at = now() where id = $1`, [
        messageId,
        providerId,
      ]),
    );
  };

  private async call(messageId: string, phone: string): Promise<string> {
    const { messagesUrl, accessToken, template } = this.given;
    const components = [{ type: 'body', parameters: [{ type: 'text', text: 'there' }] }];
    const response = await fetch(messagesUrl, {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        messaging_product: 'whatsapp',
        to: phone,
        type: 'template',
        template: { name: template, language: { code: 'en' }, components },
        biz_opaque_callback_data: messageId,
      }),
    });
    if (!response.ok) throw new Error(`the sandbox answered ${response.status}: ${await response.text()}`);
    const { messages } = (await response.json()) as { messages: { id: string }[] };
    return messages[0]?.id ?? '';
  }
}
