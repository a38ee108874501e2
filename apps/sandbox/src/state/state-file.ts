import type { Logger } from '@threadline/platform';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { restore, SavedState, stateOf, type World } from './saved-state.js';

const saveEveryMs = 200;

/** Keeps the state over restarts of the local stack: WhatsApp does not forget templates when we fall over. */
export class StateFile {
  private timer: NodeJS.Timeout | undefined;
  private saved = '';

  constructor(
    private readonly path: string | undefined,
    private readonly world: World,
    private readonly logger: Logger,
  ) {}

  /** Reads the file, if there is one, and keeps it up to date from now on. One that cannot be read is put aside. */
  open(): void {
    if (this.path === undefined) return;
    this.load(this.path);
    this.timer = setInterval(() => this.save(), saveEveryMs);
  }

  close(): void {
    clearInterval(this.timer);
    this.save();
  }

  /** Written beside and renamed, so that a kill never leaves half a file. */
  private save(): void {
    if (this.path === undefined) return;
    const state = JSON.stringify(stateOf(this.world));
    if (state === this.saved) return;
    writeFileSync(`${this.path}.new`, state);
    renameSync(`${this.path}.new`, this.path);
    this.saved = state;
  }

  private load(path: string): void {
    const text = contentOf(path);
    if (text === undefined) return;
    try {
      restore(SavedState.parse(JSON.parse(text)), this.world);
    } catch (error) {
      this.logger.warn({ err: error, path }, 'the state cannot be read: it is put aside, and the sandbox begins anew');
      renameSync(path, `${path}.unreadable`);
    }
  }
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw error;
  }
}
