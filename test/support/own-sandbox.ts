import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { eventually } from './eventually.js';

/** A port that nobody has now. */
export async function freePort(): Promise<number> {
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

  /** @param place the address it had, and the file with what it knew, when it comes back */
  static async start(place: { url?: string; stateFile?: string } = {}): Promise<OwnSandbox> {
    const { url, stateFile } = place;
    const port = url === undefined ? await freePort() : Number(new URL(url).port);
    const main = join(import.meta.dirname, '../../apps/sandbox/dist/main.js');
    const env = {
      ...process.env,
      NODE_OPTIONS: '',
      PORT: String(port),
      LOG_LEVEL: 'error',
      SANDBOX_ACCESS_TOKEN: 'token',
      SANDBOX_APP_SECRET: 'secret',
      SANDBOX_VERIFY_TOKEN: 'verify',
      ...(stateFile !== undefined && { SANDBOX_STATE_FILE: stateFile }),
    };
    const child = spawn(process.execPath, [main], { stdio: ['ignore', 'ignore', 'inherit'], env });
    const sandbox = new OwnSandbox(`http://127.0.0.1:${port}`, child);
    await eventually('the sandbox answers', () =>
      fetch(`${sandbox.url}/health/live`).then(
        ({ ok }) => ok || undefined,
        () => undefined,
      ),
    );
    return sandbox;
  }

  async stop(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill();
    await gone;
  }
}
