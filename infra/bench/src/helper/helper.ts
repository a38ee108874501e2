import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { OwnServers } from '@threadline/local';

/** A process of the bench's own, in a folder of the profile, so that its processor time is counted and a killed bench leaves nothing. */
export interface Helper {
  /** Its folder in the profile. */
  readonly part: string;
  /** What the helper answers, as {@link serve} says. */
  ask<Answer>(question: string, input?: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

/** A helper, the compiled file it runs, and what it is told when it starts. */
export interface HelperOrder {
  readonly part: string;
  readonly file: string;
  readonly config: object;
}

/** What goes between a helper and its parent: a question with its number, and the answer to it. */
export interface Question {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}
export type Answer = { readonly id: number } & ({ readonly answer: unknown } | { readonly problem: string });

/** The number of the answer by which a helper says that it is ready. */
export const readyId = 0;

/** Starts a helper. Resolves once it is ready; it is killed with the bench. */
export async function startHelper(
  { folder, signal }: OwnServers,
  { part, file, config }: HelperOrder,
): Promise<Helper> {
  const cwd = join(folder, part);
  mkdirSync(cwd, { recursive: true });
  const log = openSync(join(folder, 'logs', `${part}.log`), 'a');
  const child = fork(file, [JSON.stringify(config)], { cwd, stdio: ['ignore', log, log, 'ipc'], signal });
  closeSync(log);
  const asking = new Asking(part, child);
  await asking.answerTo(readyId);
  return {
    part,
    ask: <A>(name: string, input?: unknown) => asking.ask(name, input) as Promise<A>,
    async stop() {
      await asking.ask('stop');
      child.disconnect();
      await asking.ended;
    },
  };
}

/** The questions to one helper that are not answered yet. */
class Asking {
  readonly ended: Promise<void>;
  private readonly open = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>();
  private last = readyId;

  constructor(
    private readonly part: string,
    private readonly child: ChildProcess,
  ) {
    this.ended = new Promise((resolve) => child.once('exit', () => resolve()));
    child.on('message', (message) => this.settle(message as Answer));
    child.once('error', (error) => this.rejectAll(error));
    child.once('exit', () => this.rejectAll(new Error(`${part} has ended; its log is in the profile`)));
  }

  ask(name: string, input?: unknown): Promise<unknown> {
    const id = ++this.last;
    this.child.send({ id, name, input } satisfies Question);
    return this.answerTo(id);
  }

  answerTo(id: number): Promise<unknown> {
    return new Promise((resolve, reject) => this.open.set(id, { resolve, reject }));
  }

  private settle(answer: Answer): void {
    const asked = this.open.get(answer.id);
    this.open.delete(answer.id);
    if ('problem' in answer) asked?.reject(new Error(`${this.part}: ${answer.problem}`));
    else asked?.resolve(answer.answer);
  }

  private rejectAll(error: Error): void {
    for (const { reject } of this.open.values()) reject(error);
    this.open.clear();
  }
}
