import { describe, expect, it } from '@jest/globals';
import type { StepInput } from '../testing/an-automation.js';
import { anyCart, aSimulation, happenedIn } from './testing/a-simulation.js';

const tag = (name: string, next: string | null = null): StepInput => ({ type: 'add_tag', tag: name, next });
const tags = Object.fromEntries(['yes', 'no', 'late'].map((name) => [name, tag(name)]));
const withSteps = (steps: Record<string, StepInput>) =>
  aSimulation()
    .of((automation) => automation.startedBy(anyCart).withSteps({ ...steps, ...tags }))
    .cart('PT0S');

describe('a call', () => {
  const hook: StepInput = { type: 'webhook', url: 'https://example.com/', next: 'yes', failed: 'no' };

  it('comes to what the timeline tells, while it is in flight or before', () => {
    const done = { step: 'hook', result: { outcome: 'done' as const, data: { score: 7 } } };
    const played = withSteps({ hook }).happens({ at: 'PT1H', effect: done }).play();
    expect(played.contact.tags).toEqual(['yes']);
    expect(played.runs[0]?.endedAt).toBe('2026-03-28T10:00:00.000Z');
    expect(withSteps({ hook }).happens({ at: 'PT0S', effect: done }).play().warnings).toEqual([]);
  });

  it('fails without a word, which is warned of', () => {
    const played = withSteps({ hook }).play();
    expect(played.contact.tags).toEqual(['no']);
    expect(played.warnings).toEqual([
      'the call of step "hook" fails with no_connection, since the timeline tells no result for it',
    ]);
  });

  it('fails when the timeline tells what it cannot come to', () => {
    const effect = { step: 'hook', result: { outcome: 'handed_over' as const } };
    expect(withSteps({ hook }).happens({ at: 'PT1M', effect }).play().contact.tags).toEqual(['no']);
  });

  it('is let go when its run ends', () => {
    const effect = { step: 'hook', result: { outcome: 'done' as const } };
    const played = withSteps({ hook }).happens({ at: 'PT1M', optOut: true }, { at: 'PT1H', effect }).play();
    expect(played.outcome).toMatchObject({ state: 'exited', exitReason: 'opted_out' });
    expect(played.contact.tags).toEqual([]);
  });
});

describe('a connection', () => {
  const step: StepInput = {
    type: 'emailchef',
    connection: 'mail',
    action: 'unsubscribe',
    parameters: {},
    next: 'yes',
    failed: 'no',
  };

  it('is taken to be configured where the timeline tells what comes of it', () => {
    const effect = { step: 'mail', result: { outcome: 'done' as const } };
    expect(withSteps({ mail: step }).happens({ at: 'PT0S', effect }).play().contact.tags).toEqual(['yes']);
    expect(withSteps({ mail: step }).play().contact.tags).toEqual(['no']);
  });
});

describe('another automation that is started', () => {
  const start: StepInput = {
    type: 'start_automation',
    automation: 'welcome',
    wait: { deadline: 'P1D' },
    next: 'yes',
    refused: 'no',
    timeout: 'late',
  };
  const becomes = (at: string, result: { outcome: 'done' } | { outcome: 'failed'; reason: string }) =>
    aSimulation()
      .of((automation) => automation.startedBy(anyCart).withSteps({ start, ...tags }))
      .happens({ at, effect: { step: 'start', result } })
      .cart('PT1M')
      .play().contact.tags;

  it('takes the contact and ends when the timeline tells so', () => {
    expect(becomes('PT5H', { outcome: 'done' })).toEqual(['yes']);
    expect(becomes('PT0S', { outcome: 'done' })).toEqual(['yes']);
    expect(withSteps({ start }).play().contact.tags).toEqual(['late']);
  });

  it('refuses the contact when the timeline tells so', () => {
    expect(becomes('PT0S', { outcome: 'failed', reason: 'live_run' })).toEqual(['no']);
  });
});

it('a contact that a run blocks has no live run any more, and gets nothing', () => {
  const played = withSteps({
    send: { type: 'send_template', template: 't', language: 'en', next: 'block' },
    block: { type: 'block_contact', next: null },
  }).play();
  expect(played).toMatchObject({ outcome: { state: 'exited', exitReason: 'blocked' }, contact: { blocked: true } });
  expect(happenedIn(played).slice(-2)).toEqual(['block: contact_blocked', 'block: exited']);
});

it('parallel paths go on by themselves, and their join follows the last of them', () => {
  const send = (name: string): StepInput => ({ type: 'send_template', template: name, language: 'en', next: null });
  const played = withSteps({
    // oxlint-disable-next-line unicorn/no-thenable -- the language's own word; a step is never awaited
    both: { type: 'branch', branches: ['one', 'two'], then: 'yes' },
    one: send('one'),
    two: { ...send('two'), after: 'PT3H' },
  }).play();
  expect(played.sends.map(({ template, at }) => `${at} ${template ?? ''}`)).toEqual([
    '2026-03-28T09:00:00.000Z one',
    '2026-03-28T12:00:00.000Z two',
  ]);
  expect(played.runs[0]?.endedAt).toBe('2026-03-28T12:00:00.000Z');
  expect(played.contact.tags).toEqual(['yes']);
});

it('free messages that wait for the contact go out when it writes', () => {
  const played = withSteps({
    free: { type: 'send_message', text: 'Hi', sending: { whenWindowClosed: 'wait_for_reply' }, next: null },
  })
    .says('PT4H', 'hello')
    .play();
  expect(played.sends.map(({ localTime }) => localTime)).toEqual(['2026-03-28T14:00:00+01:00']);
});

it('quiet hours move a message to the morning, and its reason is told', () => {
  const played = withSteps({ send: { type: 'send_template', template: 't', language: 'en', next: null } })
    .of((automation) => automation.with({ settings: { quietHours: { from: '21:00', to: '09:00' } } }))
    .with({ start: '2026-03-28T23:00:00+01:00' })
    .play();
  expect(played.sends[0]?.localTime).toMatch(/^2026-03-29T09:(0\d|1[0-4])/);
  expect(played.sends[0]?.intendedAt).toBe('2026-03-28T22:00:00.000Z');
});
