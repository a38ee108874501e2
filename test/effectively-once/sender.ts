import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Where a sender works. */
export interface Place {
  databaseUrl: string;
  whatsappUrl: string;
}

/** A process of its own that sends messages as the worker does, and may be killed at any moment. */
export class Sender {
  private constructor(
    private readonly child: ChildProcess,
    private readonly said: AsyncIterator<string>,
  ) {}

  static start(place: Place): Sender {
    const script = join(import.meta.dirname, 'sending.process.mjs');
    const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'], env: process.env });
    child.stdin.write(`${JSON.stringify(place)}\n`);
    return new Sender(child, createInterface({ input: child.stdout })[Symbol.asyncIterator]());
  }

  /** Tells it to send messages. */
  send(messageIds: readonly string[]): this {
    this.child.stdin?.write(`${JSON.stringify(messageIds)}\n`);
    return this;
  }

  /** Until every message has been sent or given up. */
  async done(): Promise<void> {
    const { value } = (await this.said.next()) as { value: unknown };
    if (value !== 'done') throw new Error(`the sender ended early: ${String(value)}`);
  }

  /** SIGKILL: no time to finish. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}
