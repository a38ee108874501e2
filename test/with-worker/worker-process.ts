import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventually } from '../support/eventually.js';
import { environment } from '../support/environment.js';
import { freePort } from '../support/own-sandbox.js';

/** Where a worker works. */
export interface Place {
  databaseUrl: string;
  namespace: string;
  whatsappUrl: string;
}

/** The worker as a process of a spec's own, which may be killed at any moment. */
export class WorkerProcess {
  private constructor(private readonly child: ChildProcess) {}

  /** Resolves once it polls. */
  static async start({ databaseUrl, namespace, whatsappUrl }: Place): Promise<WorkerProcess> {
    const port = await freePort();
    const env = {
      ...process.env,
      NODE_OPTIONS: '',
      PORT: String(port),
      LOG_LEVEL: 'fatal',
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: environment('TEMPORAL_ADDRESS'),
      TEMPORAL_NAMESPACE: namespace,
      WHATSAPP_API_URL: whatsappUrl,
      WHATSAPP_ACCESS_TOKEN: 'token',
      SECRETS_KEYS: `spec:${randomBytes(32).toString('base64')}`,
    };
    const main = join(import.meta.dirname, '../../apps/worker/dist/main.js');
    const worker = new WorkerProcess(spawn(process.execPath, [main], { stdio: ['ignore', 'ignore', 'inherit'], env }));
    await eventually('the worker is ready', () =>
      fetch(`http://127.0.0.1:${port}/health/ready`).then(
        ({ ok }) => ok || undefined,
        () => undefined,
      ),
    );
    return worker;
  }

  /** SIGKILL: no time to finish. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
  }
}
