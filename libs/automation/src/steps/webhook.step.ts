import { z } from 'zod';
import { isPlainName, LiquidText, Next, Path } from '../language/ids.js';
import { afterCall, beginCall } from './calling.js';
import { defineStep, stepBase, waysIn } from './define-step.js';
import { renderFields } from './render-fields.js';
import { problem } from './step-outcome.js';

/** Headers of the connection, and of the signature. */
const writtenByUs =
  /^(host|connection|content-length|transfer-encoding|keep-alive|upgrade|expect|te|trailer|proxy-.*|webhook-(id|timestamp|signature))$/i;
/** What every result of a call has. */
const ofEveryResult: ReadonlySet<string> = new Set(['status', 'httpStatus']);
const headerName = z
  .string()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, 'is not the name of an HTTP header')
  .refine((name) => !writtenByUs.test(name), { message: 'is a header that the call itself writes' });
const captureName = z
  .string()
  .regex(/^[a-zA-Z][a-zA-Z0-9_]{0,63}$/, 'is not a name: letters, digits and _')
  .refine((name) => isPlainName(name) && !ofEveryResult.has(name), { message: 'is a reserved name; choose another' });
const address = /^https?:\/\/[^\s{}/?#@]+([/?#]|$)/;

/** Calls an address over HTTP, signed. Parts of the answer can be kept: `results.<step>.<name>`. */
export const webhook = defineStep({
  kind: 'data',
  schema: z
    .strictObject({
      ...stepBase,
      type: z.literal('webhook'),
      url: LiquidText.regex(
        address,
        'is not an http(s) address with a fixed host and without credentials; Liquid may stand after the host',
      ),
      method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('POST'),
      headers: z.record(headerName, LiquidText).default({}),
      body: LiquidText.optional().describe('The body as it is sent, with Liquid.'),
      capture: z
        .record(captureName, Path)
        .default({})
        .describe('Names for parts of the JSON answer, by their path in it.'),
      next: Next,
      failed: Next.optional(),
    })
    .meta({
      id: 'WebhookStep',
      description:
        'Calls an address over HTTP, signed as Standard Webhooks say. Parts of the answer can be kept: `results.<step>.<name>`; ' +
        '`results.<step>.httpStatus` is its status. Busy and broken receivers are called again for a day, under the same `webhook-id`.',
    }),

  begin(step, run) {
    const { method, capture } = step;
    const rendered = renderFields(run, { url: step.url, body: step.body });
    const headers = renderFields(run, step.headers);
    const failed = !rendered.ok ? rendered : !headers.ok ? headers : undefined;
    if (failed || !rendered.ok || !headers.ok) {
      return problem(
        { reason: 'render_failed', detail: failed?.reason ?? '' },
        { wired: step.failed, next: step.next },
      );
    }
    const { url, body } = rendered.texts;
    if (!URL.canParse(url))
      return problem({ reason: 'bad_address', detail: shown(url) }, { wired: step.failed, next: step.next });
    const call = {
      to: 'webhook',
      method,
      url,
      headers: headers.texts,
      ...(step.body !== undefined && { body }),
      capture,
    } as const;
    return beginCall(step, run, { call, said: { why: `${method} ${new URL(url).host}`, saw: { url: shown(url) } } });
  },

  resume: (step, occasion) => afterCall(step, occasion),
  ways: (step) => waysIn(step, 'next', 'failed'),
  texts: (step) => [
    { at: ['url'], text: step.url },
    ...(step.body === undefined ? [] : [{ at: ['body'], text: step.body }]),
    ...Object.entries(step.headers).map(([name, text]) => ({ at: ['headers', name], text })),
  ],
});

/** An address as a timeline shows it: what its query says, and what stands behind it, may be a key. */
function shown(url: string): string {
  const [address = '', query] = (url.split('#')[0] ?? '').split(/\?(.*)/s);
  if (query === undefined) return address;
  const parts = query.split('&').map((part) => (part.includes('=') ? `${part.split('=')[0]}=…` : '…'));
  return `${address}?${parts.join('&')}`;
}
