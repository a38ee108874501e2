import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { eventually } from '../support/eventually.js';

/** A port that nobody has now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The sandbox as a process of a spec's own, which sends no webhooks: nobody settles what is unknown. */
export class OwnSandbox {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(): Promise<OwnSandbox> {
    const port = await freePort();
    const main = join(import.meta.dirname, '../../apps/sandbox/dist/main.js');
    const env = {
      ...process.env,
      NODE_OPTIONS: '',
      PORT: String(port),
      LOG_LEVEL: 'error',
      SANDBOX_ACCESS_TOKEN: 'token',
      SANDBOX_APP_SECRET: 'secret',
      SANDBOX_VERIFY_TOKEN: 'verify',
    };
    const child = spawn(process.execPath, [main], { stdio: ['ignore', 'ignore', 'inherit'], env });
    const url = `http://127.0.0.1:${port}`;
    await eventually('the sandbox answers', () =>
      fetch(`${url}/health/live`).then(
        ({ ok }) => ok || undefined,
        () => undefined,
      ),
    );
    return new OwnSandbox(url, child);
  }

  async stop(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill();
    await gone;
  }
}

/** Somebody at the address of WhatsApp who takes connections and does nothing: what is sent there was never acted on. */
export class Nobody {
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  constructor() {
    this.server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => this.sockets.add(socket));
    });
  }

  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** How many requests came since the last look that said `forget`. */
  get asked(): number {
    return this.sockets.size;
  }

  forget(): void {
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
  }

  close(): void {
    this.forget();
    this.server.close();
  }
}
