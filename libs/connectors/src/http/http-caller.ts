import { request, type Dispatcher } from 'undici';
import { RefusedAddress, type AddressGuard } from '../guard/address-guard.js';
import { guardedAgent } from '../guard/guarded-agent.js';
import { readCapped } from './read-capped.js';
import { redirected } from './redirects.js';
import { requestHeaders } from './request-headers.js';
import { retryAfterMs } from './retry-after.js';

/** A call to an address that a user wrote. */
export interface HttpCall {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  body?: string;
}

/**
 * What became of a call:
 * `answered` with a status other than a redirect · `no_answer` it may or may not have been taken, a repetition may bring more ·
 * `refused` by us, for a reason that no repetition cures. The details name no address and no content.
 */
export type HttpAnswer =
  | { outcome: 'answered'; status: number; body: string; isCut: boolean; retryAfterMs?: number }
  | { outcome: 'no_answer'; detail: string }
  | { outcome: 'refused'; reason: 'bad_address' | 'address_refused' | 'bad_headers' | 'bad_redirect'; detail: string };

export interface HttpCallerOptions {
  guard: AddressGuard;
  /** For a whole call with its redirects. */
  timeoutMs: number;
  /** How much of an answer is read; the rest is left. */
  maxBodyBytes: number;
}

/** Adds to a request what proves who made it, from its body. */
type Sign = (body: string) => Record<string, string>;

/** A redirect leads somewhere else at most so often. */
const maxRedirects = 3;

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
      return await this.follow(call, sign, signal);
    } catch (error) {
      return failureOf(signal.aborted ? signal.reason : error);
    }
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private async follow(call: HttpCall, sign: Sign, signal: AbortSignal): Promise<HttpAnswer> {
    for (let made = call, left = maxRedirects; ; left--) {
      const problem = problemOf(made.url);
      if (problem !== undefined) return { outcome: 'refused', reason: 'bad_address', detail: problem };
      const response = await this.request(made, sign, signal);
      if (!isRedirect(response.statusCode)) return this.read(response);
      await response.body.dump();
      if (left === 0) return badRedirect('it was redirected too often');
      const next = redirected(made, { status: response.statusCode, location: response.headers['location'] });
      if (typeof next === 'string') return badRedirect(next);
      made = next;
    }
  }

  private request(call: HttpCall, sign: Sign, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const { method, url, body } = call;
    const headers = requestHeaders(call, sign(body ?? ''));
    return request(url, { method, headers, signal, dispatcher: this.agent, ...(body !== undefined && { body }) });
  }

  private async read({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<HttpAnswer> {
    const wait = retryAfterMs(headers['retry-after'], Date.now());
    const { text, isCut } = await readCapped(body, this.options.maxBodyBytes);
    return {
      outcome: 'answered',
      status: statusCode,
      body: text,
      isCut,
      ...(wait !== undefined && { retryAfterMs: wait }),
    };
  }
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const isRedirect = (status: number): boolean => redirects.has(status);

const badRedirect = (detail: string): HttpAnswer => ({ outcome: 'refused', reason: 'bad_redirect', detail });

/** What is wrong with an address before anybody is asked where it leads. */
function problemOf(text: string): string | undefined {
  if (!URL.canParse(text)) return 'it is no address';
  const { protocol, username, password } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:') return 'it is no http(s) address';
  return username !== '' || password !== '' ? 'it has credentials in it; send them in a header' : undefined;
}

/** Words without the address, which may hold secrets. */
function failureOf(error: unknown): HttpAnswer {
  const { name, code } = error as { name?: string; code?: unknown };
  if (error instanceof RefusedAddress) return { outcome: 'refused', reason: 'address_refused', detail: error.message };
  if (code === 'UND_ERR_INVALID_ARG')
    return { outcome: 'refused', reason: 'bad_headers', detail: 'a header has characters that headers cannot have' };
  if (name === 'TimeoutError') return { outcome: 'no_answer', detail: 'no answer in time' };
  const words = typeof code === 'string' ? code : (name ?? 'no reason given');
  return { outcome: 'no_answer', detail: `the connection failed: ${words}` };
}
