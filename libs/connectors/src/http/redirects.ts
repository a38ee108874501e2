import type { HttpCall } from './followed.js';

/**
 * The call that a redirect asks for, or why it is not made. Method and body as browsers do it
 * (https://fetch.spec.whatwg.org/#http-redirect-fetch). The author's headers, which may hold keys, go to no other origin.
 */
export function redirected(
  call: HttpCall,
  { status, location }: { status: number; location: string | string[] | undefined },
): HttpCall | string {
  if (typeof location !== 'string' || !URL.canParse(location, call.url)) return 'it was redirected to nowhere';
  const [from, to] = [new URL(call.url), new URL(location, call.url)];
  if (from.protocol === 'https:' && to.protocol !== 'https:') return 'it was redirected from https to something else';
  const headers = from.origin === to.origin ? call.headers : contentType(call);
  const becomesGet =
    status === 303 ? call.method !== 'GET' : (status === 301 || status === 302) && call.method === 'POST';
  if (!becomesGet) return { ...call, url: to.href, headers };
  const { body: _, ...rest } = call;
  return { ...rest, method: 'GET', url: to.href, headers: withoutContentType(headers) };
}

const isContentType = (name: string): boolean => name.toLowerCase() === 'content-type';

const contentType = ({ headers }: HttpCall): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => isContentType(name)));

const withoutContentType = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !isContentType(name)));
