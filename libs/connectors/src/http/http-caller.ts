import type { Dispatcher } from 'undici';
import type { AddressGuard } from '../guard/address-guard.js';
import { guardedAgent } from '../guard/guarded-agent.js';
import { failureOf, followed, type HttpCall, type NoHttpAnswer, type Sign } from './followed.js';
import { readCapped } from './read-capped.js';
import { retryAfterMs } from './retry-after.js';

/** What became of a call: an answer with a status other than a redirect, or none. */
export type HttpAnswer =
  { outcome: 'answered'; status: number; body: string; isCut: boolean; retryAfterMs?: number } | NoHttpAnswer;

export interface HttpCallerOptions {
  guard: AddressGuard;
  /** For a whole call with its redirects. */
  timeoutMs: number;
  /** How much of an answer is read; the rest is left. */
  maxBodyBytes: number;
}

/** Calls addresses that users wrote, within bounds: where to, how long, how much. */
export class HttpCaller {
  private readonly agent: Dispatcher;

  constructor(private readonly options: HttpCallerOptions) {
    this.agent = guardedAgent(options.guard, { connectTimeoutMs: options.timeoutMs / 2 });
  }

  /** Never throws for what the author, the network or the server does. */
  async call(call: HttpCall, sign: Sign): Promise<HttpAnswer> {
    const signal = AbortSignal.timeout(this.options.timeoutMs);
    try {
      const response = await followed(call, { agent: this.agent, sign, signal });
      return 'outcome' in response ? response : await this.read(response);
    } catch (error) {
      return failureOf(signal.aborted ? signal.reason : error);
    }
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private async read({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<HttpAnswer> {
    const wait = retryAfterMs(headers['retry-after'], Date.now());
    const { bytes, isCut } = await readCapped(body, this.options.maxBodyBytes);
    return {
      outcome: 'answered',
      status: statusCode,
      body: bytes.toString('utf8'),
      isCut,
      ...(wait !== undefined && { retryAfterMs: wait }),
    };
  }
}
