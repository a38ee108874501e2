import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp, createLogger } from '@threadline/platform';
import { WhatsAppClient } from '@threadline/whatsapp';
import { Env } from '../env.schema.js';
import { SandboxModule } from '../sandbox.module.js';
import { TestNumber } from './test-number.js';
import { appSecret, verifyToken, WebhookReceiver } from './webhook-receiver.js';

/** An answer of the sandbox, read as JSON. */
export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** The sandbox in this process, with a receiver of its webhooks. */
export class RunningSandbox {
  private numbers = 0;

  private constructor(
    private readonly app: NestFastifyApplication,
    readonly url: string,
    readonly receiver: WebhookReceiver,
  ) {}

  static async start(variables: Record<string, string> = {}): Promise<RunningSandbox> {
    const receiver = new WebhookReceiver();
    const env = Env.parse({
      PORT: 0,
      LOG_LEVEL: 'silent',
      SANDBOX_WEBHOOK_URL: await receiver.listen(),
      SANDBOX_ACCESS_TOKEN: 'token',
      SANDBOX_APP_SECRET: appSecret,
      SANDBOX_VERIFY_TOKEN: verifyToken,
      SANDBOX_TEMPLATE_REVIEW_MS: 5,
      ...variables,
    });
    const logger = createLogger({ name: 'sandbox', level: 'silent' });
    const app = await createApp(
      { name: 'sandbox', env: Env, module: () => SandboxModule.register(env, logger), nest: { rawBody: true } },
      env,
      logger,
    );
    await app.listen(0, '127.0.0.1');
    return new RunningSandbox(app, await app.getUrl(), receiver);
  }

  async stop(): Promise<void> {
    await this.app.close();
    this.receiver.close();
  }

  client(accessToken = 'token', timeoutMs = 20_000): WhatsAppClient {
    return new WhatsAppClient({ baseUrl: this.url, version: 'v25.0', accessToken, timeoutMs });
  }

  /** A number that nobody used yet, in an account of its own, quick to report. */
  async newNumber(): Promise<TestNumber> {
    this.numbers += 1;
    const number = new TestNumber(this, { phoneNumberId: `10${this.numbers}`, wabaId: `account-${this.numbers}` });
    await this.control('numbers', { phoneNumberId: number.phoneNumberId, wabaId: number.wabaId });
    await this.control('settings', { phoneNumberId: number.phoneNumberId, delayMs: 2 });
    return number;
  }

  /** A control route: posted with a body, else read. */
  control(path: string, body?: object): Promise<Answer> {
    return this.call(body ? 'POST' : 'GET', `_sandbox/${path}`, body);
  }

  /** Any route with the access token; a string goes out as it is. */
  async call(method: string, path: string, body?: object | string): Promise<Answer> {
    const response = await fetch(`${this.url}/${path}`, {
      method,
      headers: { authorization: 'Bearer token', ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
  }
}
