import { fetch, FormData, type Agent } from 'undici';
import type { z } from 'zod';
import { classifyError, type ClassifiedError } from '../errors/classify-error.js';
import { GraphErrorBody } from '../errors/graph-error-body.js';
import { wasNothingSent } from './network-error.js';

/**
 * What became of a call that may have done something:
 * `answered` WhatsApp did it · `rejected` it said why not · `unreachable` nothing was sent · `unknown` it may have been done.
 */
export type GraphAnswer = { outcome: 'answered'; body: unknown } | NoAnswer;

/** The ways in which a call did not get what it asked for. */
export type NoAnswer =
  | { outcome: 'rejected'; error: ClassifiedError }
  | { outcome: 'unknown'; detail: string }
  | { outcome: 'unreachable'; detail: string };

/** The token for what belongs to a number or an account, by WhatsApp's id of it. */
export type TokenOf = (ownerId: string) => Promise<string>;

/** Where the Graph API is, in which version (`v25.0`), with whose token, and how long a whole call may take. */
export interface GraphOptions {
  baseUrl: string;
  version: string;
  /** One for everything, or one for each number and account. */
  accessToken: string | TokenOf;
  timeoutMs: number;
}

/** A Graph API and the connections to it. */
export interface Graph extends GraphOptions {
  connections: Agent;
}

/**
 * One call to the Graph API with the token of a number or an account: about a part of it, `{ownerId}/{path}`, or about a `node` of
 * its own, such as a template. A form is sent as it is, other bodies as JSON.
 */
export interface GraphRequest {
  method: 'GET' | 'POST' | 'DELETE';
  ownerId: string;
  path?: string;
  node?: string;
  body?: unknown;
  /** Called right before the request goes out. What it throws is thrown on, and nothing was sent. */
  beforeCall?: (() => void) | undefined;
}

/** Calls the Graph API. Never throws for what the network or the server does. */
export async function callGraph(graph: Graph, request: GraphRequest): Promise<GraphAnswer> {
  const { method, ownerId, path, node = ownerId, body } = request;
  const about = [graph.version, encodeURIComponent(node), ...(path === undefined ? [] : [path])].join('/');
  const url = `${graph.baseUrl.replace(/\/+$/, '')}/${about}`;
  const token = await tokenFor(graph, ownerId);
  if (token === undefined) return { outcome: 'unreachable', detail: 'the access token cannot be read' };
  const isForm = body instanceof FormData;
  request.beforeCall?.();
  try {
    const response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(!isForm && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
      redirect: 'manual', // a redirected POST would send the message, or the token, somewhere else
      signal: AbortSignal.timeout(graph.timeoutMs),
      dispatcher: graph.connections,
    });
    return read(response.status, await response.text());
  } catch (error) {
    return wasNothingSent(error)
      ? { outcome: 'unreachable', detail: wordsOf(error) }
      : { outcome: 'unknown', detail: wordsOf(error) };
  }
}

/** Undefined when it cannot be had now; then nothing is sent. */
async function tokenFor({ accessToken }: Graph, ownerId: string): Promise<string | undefined> {
  if (typeof accessToken === 'string') return accessToken;
  return accessToken(ownerId).catch(() => undefined);
}

/** The body of an answer as a schema reads it; an answer of another form leaves open what was done. */
export function readAs<S extends z.ZodType>(
  answer: GraphAnswer,
  schema: S,
): { outcome: 'read'; body: z.infer<S> } | NoAnswer {
  if (answer.outcome !== 'answered') return answer;
  const parsed = schema.safeParse(answer.body);
  return parsed.success
    ? { outcome: 'read', body: parsed.data }
    : { outcome: 'unknown', detail: 'the answer is not of the documented form' };
}

function read(status: number, text: string): GraphAnswer {
  const body = parsed(text);
  const problem = GraphErrorBody.safeParse(body);
  if (problem.success) return { outcome: 'rejected', error: classifyError(problem.data) };
  if (status >= 200 && status < 300) {
    return body === undefined
      ? { outcome: 'unknown', detail: `HTTP ${status} with an unreadable body` }
      : { outcome: 'answered', body };
  }
  return withoutGraphError(status);
}

/**
 * Whoever answered so is not the Cloud API. With any 5xx or a time-out of a proxy the call may still have reached it: proxies say 503
 * too when a connection behind them breaks after the request was passed on.
 */
function withoutGraphError(status: number): NoAnswer {
  const mayHaveActed = status >= 500 || status === 408;
  return {
    outcome: mayHaveActed ? 'unknown' : 'unreachable',
    detail: `HTTP ${status} without an error of the Graph API`,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Words without the address, which holds ids. */
function wordsOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string; message?: string } };
  if (name === 'TimeoutError') return 'no answer in time';
  return `the connection failed: ${cause?.code ?? cause?.message ?? name ?? 'no reason given'}`;
}
