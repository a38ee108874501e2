import { describe, expect, it } from '@jest/globals';
import type { CallResult } from '../engine/fact.js';
import { aStory, anAutomation, aWorld, problemsOf, type StepInput } from '../testing/index.js';

const tag = (name: string): StepInput => ({ type: 'add_tag', tag: name, next: null });
const connected = aWorld()
  .with({ workspace: { timeZone: 'Europe/Rome', connections: ['main'] } })
  .build();
const ends = ['on', 'failed', 'answered', 'unanswered', 'denied', 'handedOver', 'timeout'];
const written = (step: object) =>
  anAutomation().withSteps({ call: step as StepInput, ...Object.fromEntries(ends.map((name) => [name, tag(name)])) });
const story = (step: object, world = connected) => aStory(written(step).build(), { world });
type Told = ReturnType<typeof story>;
const comesTo = (run: Told, result: CallResult) =>
  run.hears({ kind: 'effect', at: run.now, stepId: 'call', turn: 1, result });
const tags = (run: Told) => run.changes.flatMap((change) => (change.kind === 'tag_added' ? [change.tag] : []));

describe('webhook', () => {
  const hook = {
    type: 'webhook',
    url: 'https://erp.example/carts/{{ trigger.data.cartId }}',
    headers: { 'X-Contact': '{{ contact.id }}' },
    body: '{"total": {{ trigger.data.total }}}',
    capture: { code: 'data.coupon.code' },
    next: 'on',
    failed: 'failed',
  };

  it('plans a call with everything rendered', () => {
    expect(story(hook).last.calls).toEqual([
      {
        kind: 'call',
        stepId: 'call',
        turn: 1,
        intendedAt: expect.any(Number),
        call: {
          to: 'webhook',
          method: 'POST',
          url: 'https://erp.example/carts/cart-1',
          headers: { 'X-Contact': 'contact-1' },
          body: '{"total": 50}',
          capture: { code: 'data.coupon.code' },
        },
      },
    ]);
  });

  it.each([
    ['credentials in the address', { url: 'https://user:password@erp.example/' }],
    ['a host of its own', { headers: { Host: 'internal' } }],
    ['a signature of its own', { headers: { 'Webhook-Signature': 'v1,forged' } }],
    ['a captured name that every result has', { capture: { httpStatus: 'data.status' } }],
  ])('has no %s', (_, part) => {
    expect(problemsOf(written({ ...hook, ...part }).asWritten())).not.toEqual([]);
  });

  it.each([
    ['https://erp.example/c?key=s3cret&cart={{ trigger.data.cartId }}#s3cret', 'https://erp.example/c?key=…&cart=…'],
    ['https://erp.example/c?s3cret', 'https://erp.example/c?…'],
    ['https://erp.example/c', 'https://erp.example/c'],
  ])('tells on the timeline where it calls, but no key that stands in the address: %s', (url, saw) => {
    const run = story({ ...hook, url });
    const planned = run.trail.find(({ what }) => what === 'call_planned');
    expect(planned?.saw).toEqual({ url: saw });
    expect(JSON.stringify(run.trail)).not.toContain('s3cret');
    expect(run.last.calls[0]?.call).toMatchObject({ url: url.replace('{{ trigger.data.cartId }}', 'cart-1') });
  });

  it('tells no key of an address that is none', () => {
    const run = story({ ...hook, url: 'https://erp.example:99999/c?key=s3cret' });
    expect(run.last.calls).toEqual([]);
    expect(JSON.stringify(run.trail)).not.toContain('s3cret');
  });

  it('says that it is in flight', () => {
    expect(story(hook).last.standing).toEqual(['call in flight at `call`']);
  });

  it('goes on when it is done, with what it brought', () => {
    const run = comesTo(story(hook), { outcome: 'done', data: { code: 'AB12' } });
    expect(tags(run)).toEqual(['on']);
    expect(run.state.results['call']).toEqual({ status: 'done', code: 'AB12' });
  });

  it('takes the way `failed`', () => {
    expect(tags(comesTo(story(hook), { outcome: 'failed', reason: 'http_500' }))).toEqual(['failed']);
  });

  it('is ordered again with the same turn after it was parked', () => {
    const run = comesTo(story(hook), { outcome: 'parked', reason: 'rate_limited' });
    expect(run.passes('PT1H').last.calls).toMatchObject([{ stepId: 'call', turn: 1 }]);
  });

  it.each([
    'ftp://x.example',
    'https://{{ contact.id }}.example',
    'example.org',
    'https://x.{{ contact.id }}/a',
    'javascript:alert(1)',
  ])('refuses the address %s', (url) => {
    expect(problemsOf(written({ ...hook, url }).asWritten())).toContain('invalid_value /steps/call/url');
  });
});

describe('a connector', () => {
  const upsert = {
    type: 'activecampaign',
    connection: 'main',
    action: 'upsert_contact',
    parameters: { email: '{{ contact.email }}' },
    next: 'on',
    failed: 'failed',
  };

  it('plans a call by its connection', () => {
    expect(story(upsert).last.calls[0]?.call).toEqual({
      to: 'activecampaign',
      connection: 'main',
      action: 'upsert_contact',
      parameters: { email: '' },
    });
  });

  it('takes the way `failed` with no_connection where none is configured', () => {
    const run = story(upsert, aWorld().build());
    expect(run.last.calls).toEqual([]);
    expect(run.trail[0]).toMatchObject({ what: 'step_failed', saw: { reason: 'no_connection' } });
    expect(tags(run)).toEqual(['failed']);
  });

  it('goes on where none is configured and nothing is wired', () => {
    expect(tags(story({ ...upsert, failed: undefined }, aWorld().build()))).toEqual(['on']);
  });

  it.each(['emailchef', 'paypal', 'zapier', 'make'])('%s knows its own actions only', (type) => {
    const [problem] = problemsOf(written({ ...upsert, type, action: 'dance' }).asWritten());
    expect(problem).toBe('invalid_value /steps/call/action');
  });
});

describe('voice_call', () => {
  const call = {
    type: 'voice_call',
    connection: 'main',
    script: 'Hello {{ contact.firstName }}',
    answered: 'answered',
    unanswered: 'unanswered',
    denied: 'denied',
    failed: 'failed',
  };

  it.each<[CallResult, string]>([
    [{ outcome: 'done' }, 'answered'],
    [{ outcome: 'unanswered' }, 'unanswered'],
    [{ outcome: 'denied' }, 'denied'],
    [{ outcome: 'failed', reason: 'busy' }, 'failed'],
  ])('%j takes the way %s', (result, way) => {
    expect(tags(comesTo(story(call), result))).toEqual([way]);
  });

  it('says its script', () => {
    expect(story(call).last.calls[0]?.call).toEqual({ to: 'voice', connection: 'main', say: { script: 'Hello Ann' } });
  });

  it('takes the way `failed` without a connection', () => {
    expect(tags(story(call, aWorld().build()))).toEqual(['failed']);
  });
});

describe('ai_operator', () => {
  const agent = {
    type: 'ai_operator',
    agent: 'main',
    deadline: 'PT2H',
    next: 'on',
    handedOver: 'handedOver',
    timeout: 'timeout',
    failed: 'failed',
  };

  it.each<[CallResult, string]>([
    [{ outcome: 'done' }, 'on'],
    [{ outcome: 'handed_over' }, 'handedOver'],
    [{ outcome: 'timed_out' }, 'timeout'],
    [{ outcome: 'failed', reason: 'no_answer' }, 'failed'],
  ])('%j takes the way %s', (result, way) => {
    expect(tags(comesTo(story(agent), result))).toEqual([way]);
  });

  it('tells the agent until when', () => {
    const run = story(agent);
    expect(run.last.calls[0]?.call).toEqual({ to: 'ai', agent: 'main', deadline: run.now + 7_200_000 });
  });

  it('takes the way `failed` where no such agent is configured', () => {
    expect(tags(story(agent, aWorld().build()))).toEqual(['failed']);
  });
});
