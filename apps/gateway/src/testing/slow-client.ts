import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A client that speaks HTTP byte by byte, as slowly as a test wants. */
export class SlowClient {
  private text = '';
  private readonly ended: Promise<void>;

  private constructor(readonly socket: Socket) {
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => (this.text += part));
    socket.on('error', () => undefined);
    this.ended = new Promise((resolve) => socket.once('close', () => resolve()));
  }

  static async of(url: string): Promise<SlowClient> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    const client = new SlowClient(socket);
    await new Promise<void>((resolve) => socket.once('connect', resolve).once('close', () => resolve()));
    return client;
  }

  /** All that the server has said so far. */
  get said(): string {
    return this.text;
  }

  send(text: string | Buffer): void {
    this.socket.write(text);
  }

  /** Sends the head of a request and all of its body but the last byte. What it returns sends that, and gives the status. */
  almost(method: string, path: string, body: Buffer, headers: Record<string, string> = {}): () => Promise<number> {
    const lines = {
      host: 'test',
      'content-type': 'application/json',
      'content-length': String(body.length),
      ...headers,
    };
    const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
    this.send(`${method} ${path} HTTP/1.1\r\n${head.join('')}connection: close\r\n\r\n`);
    this.send(body.subarray(0, -1));
    return async () => {
      this.send(body.subarray(-1));
      return (await this.answer()).status;
    };
  }

  /** Says a letter now and again, until the server has had enough. */
  async dribble(text: string): Promise<Answered> {
    for (let place = 0; !this.socket.destroyed; place++) {
      this.socket.write(text[place % text.length] ?? '');
      await pause(10);
    }
    return this.answer();
  }

  /** What the server said until it ended the connection; the status is 0 when it said nothing. */
  async answer(): Promise<Answered> {
    await this.ended;
    const [head = '', body = ''] = this.text.split('\r\n\r\n');
    return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0), head, body };
  }
}

interface Answered {
  status: number;
  head: string;
  body: string;
}
