import { request, type Dispatcher } from 'undici';
import { RefusedAddress } from '../guard/address-guard.js';
import { redirected } from './redirects.js';
import { requestHeaders } from './request-headers.js';

/** A call to an address that a user wrote. */
export interface HttpCall {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  body?: string;
}

/**
 * Why a call brought nothing:
 * `no_answer` it may or may not have been taken, a repetition may bring more · `refused` by us, for a reason that no repetition
 * cures. The details name no address and no content.
 */
export type NoHttpAnswer =
  | { outcome: 'no_answer'; detail: string }
  | { outcome: 'refused'; reason: 'bad_address' | 'address_refused' | 'bad_headers' | 'bad_redirect'; detail: string };

/** Adds to a request what proves who made it, from its body. */
export type Sign = (body: string) => Record<string, string>;

/** How calls are made: over guarded connections, each request signed anew, for so long as the signal allows. */
export interface Following {
  agent: Dispatcher;
  sign: Sign;
  signal: AbortSignal;
}

/** A redirect leads somewhere else at most so often. */
const maxRedirects = 3;

/**
 * Makes a call and follows its redirects, each of which is judged again.
 * @throws what the network or the server does; see {@link failureOf}.
 */
export async function followed(call: HttpCall, following: Following): Promise<Dispatcher.ResponseData | NoHttpAnswer> {
  for (let made = call, left = maxRedirects; ; left--) {
    const problem = problemOf(made.url);
    if (problem !== undefined) return { outcome: 'refused', reason: 'bad_address', detail: problem };
    const response = await requested(made, following);
    if (!redirects.has(response.statusCode)) return response;
    await response.body.dump();
    if (left === 0) return badRedirect('it was redirected too often');
    const next = redirected(made, { status: response.statusCode, location: response.headers['location'] });
    if (typeof next === 'string') return badRedirect(next);
    made = next;
  }
}

function requested(call: HttpCall, { agent, sign, signal }: Following): Promise<Dispatcher.ResponseData> {
  const { method, url, body } = call;
  const headers = requestHeaders(call, sign(body ?? ''));
  return request(url, { method, headers, signal, dispatcher: agent, ...(body !== undefined && { body }) });
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

const badRedirect = (detail: string): NoHttpAnswer => ({ outcome: 'refused', reason: 'bad_redirect', detail });

/** What is wrong with an address before anybody is asked where it leads. */
function problemOf(text: string): string | undefined {
  if (!URL.canParse(text)) return 'it is no address';
  const { protocol, username, password } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:') return 'it is no http(s) address';
  return username !== '' || password !== '' ? 'it has credentials in it; send them in a header' : undefined;
}

/** An error of a call in words without the address, which may hold secrets. */
export function failureOf(error: unknown): NoHttpAnswer {
  const { name, code } = error as { name?: string; code?: unknown };
  if (error instanceof RefusedAddress) return { outcome: 'refused', reason: 'address_refused', detail: error.message };
  if (code === 'UND_ERR_INVALID_ARG')
    return { outcome: 'refused', reason: 'bad_headers', detail: 'a header has characters that headers cannot have' };
  if (name === 'TimeoutError') return { outcome: 'no_answer', detail: 'no answer in time' };
  const words = typeof code === 'string' ? code : (name ?? 'no reason given');
  return { outcome: 'no_answer', detail: `the connection failed: ${words}` };
}
