import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The secret that the receiver checks signatures with. */
export const shopSecret = 'the-secret-of-the-shop';

/** A webhook that came, and whether the secret signs its bytes. */
export interface ReceivedWebhook {
  headers: IncomingHttpHeaders;
  body: string;
  isSigned: boolean;
}

/** Receives a shop's webhooks, and answers with the statuses that are laid out, then with 200. */
export class ShopReceiver {
  readonly received: ReceivedWebhook[] = [];
  answers: number[] = [];

  private constructor(private readonly server: Server) {}

  static async listen(): Promise<ShopReceiver> {
    const server = createServer();
    const receiver = new ShopReceiver(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        receiver.take(request.headers, Buffer.concat(chunks));
        response.writeHead(receiver.answers.shift() ?? 200).end();
      });
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  /** A header of every webhook, in the order in which they came. */
  header(name: string): unknown[] {
    return this.received.map(({ headers }) => headers[name]);
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private take(headers: IncomingHttpHeaders, body: Buffer): void {
    const signature = headers['x-shopify-hmac-sha256'] ?? headers['x-wc-webhook-signature'];
    const isSigned = signature === createHmac('sha256', shopSecret).update(body).digest('base64');
    this.received.push({ headers, body: body.toString(), isSigned });
  }
}
