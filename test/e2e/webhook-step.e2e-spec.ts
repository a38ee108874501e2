import { beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { aWorkspace } from '../support/a-workspace.js';
import { environment } from '../support/environment.js';
import { eventually } from '../support/eventually.js';
import { GatewayClient } from '../support/gateway-client.js';
import { aPhone } from '../support/outside-events.js';
import { SandboxClient } from '../support/sandbox-client.js';
import { SandboxReceiver } from '../support/sandbox-receiver.js';

let gateway: GatewayClient;
let sandbox: SandboxClient;

beforeAll(async () => {
  const workspace = await aWorkspace();
  gateway = new GatewayClient(environment('GATEWAY_URL'), workspace.apiKey);
  sandbox = new SandboxClient(environment('SANDBOX_URL'), workspace);
  await sandbox.assign();
  await gateway.call('POST', '/templates', {
    name: 'your_code',
    language: 'en',
    category: 'utility',
    components: [{ type: 'BODY', text: 'Your code is {{1}}.', example: { body_text: [['AB12']] } }],
  });
});

/** Starts a run by hand that calls, sends what the call brought, and ends. Resolves with the run's id and its contact's phone. */
async function called(url: string): Promise<{ run: string; phone: string }> {
  const automation = await gateway.publish({
    name: `Codes ${randomUUID()}`,
    triggers: [{ id: 'byHand', type: 'manual' }],
    settings: { category: 'utility' },
    start: 'ask',
    steps: {
      ask: {
        type: 'webhook',
        url,
        headers: { 'x-api-key': 'key-of-the-author' },
        body: '{ "name": {{ contact.firstName | json }} }',
        capture: { code: 'coupon.code' },
        next: 'tell',
        failed: null,
      },
      tell: {
        type: 'send_template',
        template: 'your_code',
        language: 'en',
        variables: { 1: '{{ results.ask.code }}' },
        next: null,
      },
    },
  });
  const phone = aPhone();
  await gateway.call('POST', '/contacts', { phone, firstName: 'Anna "A"' });
  const start = { contact: { phone } };
  const { runId } = await gateway.call<{ runId: string }>('POST', `/automations/${automation}/runs`, start);
  return { run: runId, phone };
}

interface Entry {
  readonly kind: string;
  readonly what: string;
  readonly why?: string;
  readonly attempts?: readonly { readonly outcome: string }[];
}
const timelineOf = async (run: string) =>
  (await gateway.call<{ data: Entry[] }>('GET', `/runs/${run}/timeline?limit=100`)).data;
const ended = (run: string) =>
  eventually(`the end of run ${run}`, async () => {
    const { state } = await gateway.call<{ state: string }>('GET', `/runs/${run}`);
    return state === 'active' ? undefined : state;
  });

describe('a webhook step', () => {
  it('calls, signed, and what it captured is in the next message; the timeline tells it', async () => {
    const { secret } = await gateway.call<{ secret: string }>('POST', '/signing-secrets', {});
    const receiver = new SandboxReceiver(environment('SANDBOX_URL'), randomUUID());
    await receiver.set({ secrets: [secret], json: { coupon: { code: 'SPRING-7' } } });
    await receiver.order({ mode: 'answer', status: 503 });
    const { run, phone } = await called(receiver.url);
    expect(await ended(run)).toBe('completed');

    const calls = await receiver.calls();
    expect(calls.map(({ signature, isRepetition }) => [signature, isRepetition])).toEqual([
      ['valid', false],
      ['valid', false],
    ]);
    expect(new Set(calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(calls[1]).toMatchObject({ method: 'POST', body: '{ "name": "Anna \\"A\\"" }' });
    expect((await sandbox.ledger(phone)).map(({ text }) => text)).toEqual(['Your code is SPRING-7.']);

    const timeline = await timelineOf(run);
    expect(timeline.map(({ what }) => what)).toEqual(expect.arrayContaining(['call_planned', 'call_done']));
    expect(timeline.find(({ kind }) => kind === 'call')).toMatchObject({
      what: 'call_done',
      status: 'done',
      attempts: [{ outcome: 'HTTP 503' }, { outcome: 'HTTP 200' }],
    });
    expect(JSON.stringify(timeline)).not.toMatch(/key-of-the-author|whsec_/);
  });

  it('does not reach what is not of the public internet, and the timeline says so', async () => {
    const { run } = await called(`${environment('GATEWAY_URL')}/health/live`);
    expect(await ended(run)).toBe('completed');
    expect(await timelineOf(run)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ what: 'step_failed', why: 'the address is not one of the public internet' }),
      ]),
    );
  });
});
