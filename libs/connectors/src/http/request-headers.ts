import type { HttpCall } from './followed.js';

/** Headers that belong to the connection or are ours, whatever the author writes. */
const notTheAuthors =
  /^(host|connection|content-length|transfer-encoding|keep-alive|upgrade|expect|te|trailer|proxy-.*|webhook-(id|timestamp|signature))$/;

/** The headers of a request: the author's, the signature's, and those that go without saying. */
export function requestHeaders({ headers, body }: HttpCall, signature: Record<string, string>): Record<string, string> {
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    'user-agent': 'Threadline',
    accept: 'application/json, */*;q=0.5',
    'accept-encoding': 'identity', // what is not unpacked cannot grow while it is
    ...(body !== undefined && { 'content-type': typeOf(body) }),
    ...Object.fromEntries(named.filter(([name]) => !notTheAuthors.test(name))),
    ...signature,
  };
}

function typeOf(body: string): string {
  try {
    JSON.parse(body);
    return 'application/json';
  } catch {
    return 'text/plain; charset=utf-8';
  }
}
