import { describe, expect, it } from '@jest/globals';
import { aStory, anAutomation, aWorld, friday, type StepInput } from '../testing/index.js';
import { advance, begin } from './advance.js';
import type { Fact } from './fact.js';

const send = (next: string | null): StepInput => ({ type: 'send_template', template: 'hello', language: 'en', next });
const wait = (next: string | null): StepInput => ({ type: 'delay', for: 'P2D', next });
const loop = anAutomation()
  .withSteps({ hello: send('wait'), wait: wait('hello') })
  .build();
const exitBy = (reason: 'opted_out' | 'exit_event'): Fact => ({
  kind: 'exit',
  at: friday,
  reason,
  because: 'message 1',
});

describe('advance', () => {
  it('ends a run in the middle of a wait at an exit, and does nothing else', () => {
    const run = aStory(loop).accepts('hello').passes('P1D').hears(exitBy('opted_out'));
    expect(run.outcome).toEqual({ state: 'exited', reason: 'opted_out', detail: 'message 1' });
    expect(run.last).toMatchObject({ effects: [], changes: [], standing: [], awaitsReply: false });
    expect(run.last.wakeAt).toBeUndefined();
  });

  it('lets the exit win over a timer that came due before it was heard', () => {
    const run = aStory(loop).accepts('hello');
    run.now += 3 * 86_400_000;
    expect(run.hears(exitBy('exit_event')).effects).toHaveLength(1);
  });

  it('completes a run at its goal', () => {
    const run = aStory(loop).hears({ kind: 'goal', at: friday, because: 'order 7' });
    expect(run.outcome).toEqual({ state: 'completed', reason: 'goal' });
  });

  it('does nothing more once the run has ended', () => {
    const run = aStory(loop).hears(exitBy('opted_out'));
    const { state, trail } = run.last;
    expect(run.accepts('hello').last).toMatchObject({ effects: [], trail: [], outcome: { reason: 'opted_out' } });
    expect(run.last.state).toEqual({ ...state, lastDecisionAt: run.now });
    expect(trail).toHaveLength(1);
  });

  it('counts turns, so that a step in a loop orders a message of its own each time', () => {
    const run = aStory(loop).accepts('hello').passes('P2D').accepts('hello').passes('P2D');
    expect(run.effects.map(({ turn }) => turn)).toEqual([1, 2, 3]);
  });

  it('tells which steps began, each turn once and when its time has come', () => {
    const run = aStory(loop);
    expect(run.last.begun).toEqual([{ stepId: 'hello', turn: 1 }]);
    expect(run.accepts('hello').last.begun).toEqual([{ stepId: 'wait', turn: 1 }]);
    expect(run.passes('P1D').hears().last.begun).toEqual([]);
    expect(run.passes('P1D').last.begun).toEqual([{ stepId: 'hello', turn: 2 }]);
    expect(run.hears(exitBy('opted_out')).last.begun).toEqual([]);
  });

  it('ignores a result of an earlier turn', () => {
    const run = aStory(loop).accepts('hello').passes('P2D');
    run.ends('hello', { outcome: 'accepted', claimedSeq: 9 }, 1);
    expect(run.at).toEqual(['hello: effect']);
  });

  it('exits with step_limit when a run goes round for ever', () => {
    const tag = (name: string, next: string): StepInput => ({ type: 'add_tag', tag: name, next });
    const run = aStory(
      anAutomation()
        .withSteps({ a: tag('a', 'b'), b: tag('b', 'a') })
        .build(),
    );
    expect(run.outcome).toMatchObject({ state: 'exited', reason: 'step_limit' });
    expect(run.state.executed).toBe(1_000);
  });

  it('lets lateness not add up: waits follow each other by their intended times', () => {
    const steps = { first: wait('second'), second: wait('third'), third: wait(null) };
    const run = aStory(anAutomation().withSteps(steps).build());
    run.now = (run.last.wakeAt ?? 0) + 3_600_000;
    run.hears();
    expect(run.last.wakeAt).toBe(Date.parse('2026-03-24T09:00:00Z'));
    expect(run.last.trail[0]).toMatchObject({ intendedAt: Date.parse('2026-03-22T09:00:00Z'), at: run.now });
  });

  it('waits before a step, counted from the end of the step before it', () => {
    const later: StepInput = { type: 'add_tag', tag: 'later', after: 'PT30M', next: null };
    const run = aStory(
      anAutomation()
        .withSteps({ hello: send('later'), later })
        .build(),
    );
    run.now += 60_000;
    run.accepts('hello');
    expect(run.last.standing).toEqual(['waits before `later` until 2026-03-20T09:31:00.000Z']);
    expect(run.passes('PT30M').outcome?.state).toBe('completed');
  });

  it('never decides earlier than it has decided before, whatever the clock says', () => {
    const run = aStory(loop).passes('P1D').accepts('hello');
    const before = run.state.lastDecisionAt;
    run.now -= 10_000;
    expect(run.hears().state.lastDecisionAt).toBe(before);
  });

  it('ends a run before its next step when its contact left the audience, if the automation asks for it', () => {
    const entry = { audience: { not: { tag: 'stop' } }, recheckAudience: true };
    const steps = { wait: wait('hello'), hello: send(null) };
    const run = aStory(anAutomation().withSteps(steps).with({ entry }).build());
    run.world = { ...run.world, contact: { ...run.world.contact, tags: ['stop'] } };
    expect(run.passes('P2D').outcome).toEqual({ state: 'exited', reason: 'audience_no_longer_matches' });
    expect(run.effects).toEqual([]);
  });

  it('stands on a step its version does not have: a defect, thrown', () => {
    const state = begin(loop, aWorld().build(), friday);
    const other = anAutomation().build();
    expect(() => advance(other, state, [], aWorld().build(), friday)).toThrow('the version has no step hello');
  });
});

describe('awaitsReply', () => {
  const response: StepInput = { type: 'customer_response', deadline: 'P1D', otherwise: null, timeout: null };

  it('begins with the send a response follows', () => {
    const asking = anAutomation()
      .withSteps({ hello: send('wait'), wait: wait('answer'), answer: response })
      .build();
    const run = aStory(asking);
    expect(run.last.awaitsReply).toBe(true);
    expect(run.effects[0]?.asks).toBe(true);
    expect(run.accepts('hello').last.awaitsReply).toBe(true);
  });

  it('goes on while a call between question and answer is in flight', () => {
    const hook: StepInput = { type: 'webhook', url: 'https://x.example', next: 'answer' };
    const run = aStory(
      anAutomation()
        .withSteps({ hello: send('hook'), hook, answer: response })
        .build(),
    ).accepts('hello');
    expect(run.at).toEqual(['hook: effect']);
    expect(run.last.awaitsReply).toBe(true);
  });

  it('reaches from a path of a branch to what follows the branch', () => {
    const steps: Record<string, StepInput> = {
      // oxlint-disable-next-line unicorn/no-thenable -- the language's own word
      fork: { type: 'branch', branches: ['hello', 'wait'], then: 'answer' },
      hello: send(null),
      wait: wait(null),
      answer: response,
    };
    const run = aStory(anAutomation().withSteps(steps).build());
    expect(run.effects[0]?.asks).toBe(true);
    run.accepts('hello').replies({ kind: 'button', payload: 'x', text: 'X' });
    expect(run.at).toEqual(['wait: waiting']);
    expect(run.passes('P2D').happened).toContain('answer: answered');
  });

  it('is not true when another send comes before the response', () => {
    const steps = { hello: send('again'), again: send('answer'), answer: response };
    const run = aStory(anAutomation().withSteps(steps).build());
    expect(run.last.awaitsReply).toBe(false);
    expect(run.effects[0]?.asks).toBe(false);
  });
});

describe('a late decision', () => {
  const order = (at: number): Fact => ({ kind: 'event', at, id: 'order-1', type: 'shop.order.placed', data: {} });
  const steps: Record<string, StepInput> = {
    wait: { type: 'delay', for: 'PT1H', next: 'order' },
    order: { type: 'wait_for', event: 'shop.order.placed', deadline: 'PT1H', next: 'yes', timeout: 'no' },
    yes: { type: 'add_tag', tag: 'yes', next: null },
    no: { type: 'add_tag', tag: 'no', next: null },
  };
  const late = (minutes: number) => {
    const run = aStory(anAutomation().withSteps(steps).build());
    run.now += minutes * 60_000;
    return run;
  };

  it('hears what came after the wait before it was over', () => {
    expect(late(65).hears(order(friday + 62 * 60_000)).happened).toContain('yes: tag_added');
  });

  it('does not hear what came while the wait before it lasted', () => {
    expect(late(65).hears(order(friday + 58 * 60_000)).at).toEqual(['order: waiting']);
  });

  it('hears what it waited for although its deadline has passed meanwhile', () => {
    const run = late(60).until(friday + 60 * 60_000);
    run.now += 90 * 60_000;
    expect(run.hears(order(run.now)).happened).toContain('yes: tag_added');
  });
});
