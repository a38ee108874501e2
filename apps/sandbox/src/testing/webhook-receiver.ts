import { isSignedBy, parseWebhook, type WebhookUpdate } from '@threadline/whatsapp';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export const appSecret = 'app-secret';
export const verifyToken = 'verify-token';

/** Takes webhooks as the ingress does, and remembers what they told. */
export class WebhookReceiver {
  readonly updates: WebhookUpdate[] = [];
  readonly bodies: string[] = [];
  refusals = 0;
  unsigned = 0;
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    const { searchParams } = new URL(request.url ?? '/', 'http://receiver');
    if (request.method === 'GET') {
      const isOurs = searchParams.get('hub.verify_token') === verifyToken;
      response.writeHead(isOurs ? 200 : 403).end(searchParams.get('hub.challenge'));
      return;
    }
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () =>
      response.writeHead(this.take(Buffer.concat(chunks), request.headers['x-hub-signature-256'])).end(),
    );
  });

  async listen(): Promise<string> {
    await new Promise<void>((ready) => this.server.listen(0, '127.0.0.1', ready));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** What one account, with its number, was told so far. */
  told<K extends WebhookUpdate['kind']>(wabaId: string, kind: K): Extract<WebhookUpdate, { kind: K }>[] {
    return this.updates.filter(
      (update): update is Extract<WebhookUpdate, { kind: K }> => update.kind === kind && update.wabaId === wabaId,
    );
  }

  private take(body: Buffer, signature: unknown): number {
    if (!isSignedBy(body, signature, appSecret)) this.unsigned += 1;
    if (this.refusals > 0) {
      this.refusals -= 1;
      return 503;
    }
    this.bodies.push(body.toString());
    this.updates.push(...parseWebhook(JSON.parse(body.toString())));
    return 200;
  }
}
