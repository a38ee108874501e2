import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { poll } from './poll.js';

/** A long-running process of the stack. It runs in its own process group, so that Ctrl-C reaches only the launcher. */
export interface ChildSpec {
  readonly command: string;
  readonly args: readonly string[];
  /** Its current folder, under the profile's: this is how a later start finds what a killed launcher left behind. */
  readonly folder: string;
  readonly logFile: string;
  readonly env: NodeJS.ProcessEnv;
  readonly user?: { readonly uid: number; readonly gid: number };
  /** How it is asked to end; SIGTERM unless told. */
  readonly stopSignal?: NodeJS.Signals;
  /** How to get the program, said when it is not on this machine. */
  readonly howToGet?: string;
}

const stopPatienceMs = 10_000;

/** A started child whose output goes to its log file. */
export class Child {
  /** How it ended, in words, once it has. */
  ending: string | undefined;
  readonly exited: Promise<string>;
  readonly #process: ChildProcess;

  constructor(private readonly spec: ChildSpec) {
    mkdirSync(spec.folder, { recursive: true });
    mkdirSync(dirname(spec.logFile), { recursive: true });
    const log = openSync(spec.logFile, 'w');
    this.#process = spawn(spec.command, spec.args, {
      cwd: spec.folder,
      env: spec.env,
      detached: true,
      stdio: ['ignore', log, log],
      ...spec.user,
    });
    closeSync(log);
    this.exited = new Promise<string>((resolve) => {
      this.#process.once('error', (error: NodeJS.ErrnoException) => resolve(reasonOf(spec, error)));
      this.#process.once('exit', (code, signal) => resolve(signal ? `ended by ${signal}` : `ended with code ${code}`));
    }).then((ending) => (this.ending = ending));
  }

  /** The last lines of its output. */
  lastLines(count = 30): string {
    const lines = readFileSync(this.spec.logFile, 'utf8').trimEnd().split('\n').slice(-count);
    return `last lines of ${this.spec.logFile}:\n${lines.map((line) => `    ${line}`).join('\n')}`;
  }

  /** Asks the child to end and kills its process group when it does not within ten seconds. */
  async stop(): Promise<void> {
    if (this.#process.pid === undefined) return;
    if (this.ending === undefined) this.#process.kill(this.spec.stopSignal ?? 'SIGTERM');
    await poll(() => this.ending !== undefined, { timeoutMs: stopPatienceMs });
    this.#killGroup(this.#process.pid);
    await this.exited;
  }

  #killGroup(leader: number): void {
    try {
      process.kill(-leader, 'SIGKILL');
    } catch {
      // Nobody of the group is left, which is what was wanted.
    }
  }
}

const reasonOf = ({ command, howToGet }: ChildSpec, error: NodeJS.ErrnoException): string =>
  error.code === 'ENOENT' ? `${command} is not installed. ${howToGet ?? ''}` : `could not run: ${error.message}`;
