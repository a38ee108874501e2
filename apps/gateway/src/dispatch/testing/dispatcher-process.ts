import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { DispatchOptions } from '../dispatch-options.js';

/** Where a dispatcher works: the gateway's variables, and topics and a group of a spec's own. */
export type DispatcherPlace = Pick<DispatchOptions, 'groupId' | 'topics' | 'deadLetterTopic'> & {
  variables: Record<string, string>;
};

const script = join(import.meta.dirname, '../../../dist/dispatch/testing/dispatcher.process.js');

/** A process of its own that dispatches as the gateway does, and may be ended or killed at any moment. */
export class DispatcherProcess {
  private constructor(private readonly child: ChildProcess) {}

  static start(place: DispatcherPlace): DispatcherProcess {
    const args = ['--enable-source-maps', script, JSON.stringify(place)];
    return new DispatcherProcess(spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] }));
  }

  /** Sends it the signal. Resolves once it has ended. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
  }
}
