import type { Dispatcher } from 'undici';
import type { AddressGuard } from '../guard/address-guard.js';
import { guardedAgent } from '../guard/guarded-agent.js';
import { failureOf, followed, type NoHttpAnswer } from './followed.js';
import { readCapped } from './read-capped.js';

/** What may be fetched: the MIME types, and bytes at most. */
export interface FileBounds {
  types: RegExp;
  maxBytes: number;
}

/**
 * What became of fetching a file. `no_file` it is not there, or not one of these: repeating brings the same. No detail names
 * the address.
 */
export type FetchedFile =
  | { outcome: 'fetched'; bytes: Uint8Array<ArrayBuffer>; type: string }
  | { outcome: 'no_file'; detail: string }
  | NoHttpAnswer;

export interface FileFetcherOptions {
  guard: AddressGuard;
  /** For a whole file, with its redirects. */
  timeoutMs: number;
}

/** Fetches files from addresses that users wrote, within bounds: where from, how long, which types, how much. */
export class FileFetcher {
  private readonly agent: Dispatcher;

  constructor(private readonly options: FileFetcherOptions) {
    this.agent = guardedAgent(options.guard, { connectTimeoutMs: options.timeoutMs / 2 });
  }

  /** Never throws for what the author, the network or the server does. */
  async fetch(url: string, bounds: FileBounds): Promise<FetchedFile> {
    const signal = AbortSignal.timeout(this.options.timeoutMs);
    const call = { method: 'GET', url, headers: { accept: '*/*' } } as const;
    try {
      const response = await followed(call, { agent: this.agent, sign: () => ({}), signal });
      return 'outcome' in response ? response : await read(response, bounds);
    } catch (error) {
      return failureOf(signal.aborted ? signal.reason : error);
    }
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }
}

async function read({ statusCode, headers, body }: Dispatcher.ResponseData, bounds: FileBounds): Promise<FetchedFile> {
  const type = typeOf(headers['content-type']);
  const problem = problemOf(statusCode) ?? notOfThese({ type, length: Number(headers['content-length']) }, bounds);
  if (problem) {
    body.on('error', () => undefined).destroy(); // nobody reads it
    return problem;
  }
  const { bytes, isCut } = await readCapped(body, bounds.maxBytes);
  if (isCut) return tooLarge(bounds);
  return bytes.length > 0 ? { outcome: 'fetched', bytes, type } : { outcome: 'no_file', detail: 'the file is empty' };
}

function problemOf(status: number): FetchedFile | undefined {
  if (status === 200) return undefined;
  const mayPass = status >= 500 || status === 408 || status === 425 || status === 429;
  return { outcome: mayPass ? 'no_answer' : 'no_file', detail: `its server answered HTTP ${status}` };
}

function notOfThese({ type, length }: { type: string; length: number }, bounds: FileBounds): FetchedFile | undefined {
  if (!bounds.types.test(type)) return { outcome: 'no_file', detail: `its type ${type.slice(0, 100)} is not taken` };
  return length > bounds.maxBytes ? tooLarge(bounds) : undefined;
}

const tooLarge = ({ maxBytes }: FileBounds): FetchedFile => ({
  outcome: 'no_file',
  detail: `it is larger than ${maxBytes} bytes`,
});

/** Without its parameters. Many servers misspell the type of JPEG. */
function typeOf(header: string | string[] | undefined): string {
  const type =
    String(header ?? 'unknown')
      .split(';')[0]
      ?.trim()
      .toLowerCase() ?? '';
  return type === 'image/jpg' ? 'image/jpeg' : type;
}
