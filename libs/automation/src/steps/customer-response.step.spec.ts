import { describe, expect, it } from '@jest/globals';
import { aStory, anAutomation, type StepInput } from '../testing/index.js';

const ask: StepInput = { type: 'send_template', template: 'question', language: 'en', next: 'answer' };
const answer: StepInput = {
  type: 'customer_response',
  deadline: 'P1D',
  answers: [
    { match: { button: 'help' }, next: 'helped' },
    { match: { exact: ['yes', 'yes please'] }, next: 'agreed' },
  ],
  otherwise: 'puzzled',
  timeout: 'silent',
};
const ends = Object.fromEntries(
  ['helped', 'agreed', 'puzzled', 'silent'].map((tag) => [tag, { type: 'add_tag', tag, next: null } as StepInput]),
);
const help = { kind: 'button', payload: 'help', text: 'Help me' } as const;
const story = (steps: Record<string, StepInput> = {}) =>
  aStory(
    anAutomation()
      .withSteps({ ask, answer, ...ends, ...steps })
      .build(),
  );
const asked = () => story().accepts('ask');
const tags = (run: ReturnType<typeof story>) => run.changes.map((change) => change.kind === 'tag_added' && change.tag);

describe('customer_response', () => {
  it('waits until its deadline, in local calendar time, counted from the send', () => {
    const run = asked();
    expect(run.last.standing).toEqual(['waits for a reply at `answer` until 2026-03-21T09:00:00.000Z']);
    expect(run.last.awaitsReply).toBe(true);
  });

  it('answers a tapped button at once', () => {
    expect(tags(asked().replies(help))).toEqual(['helped']);
  });

  it('waits two seconds for the rest of a written reply', () => {
    const run = asked().replies('yes');
    expect(tags(run)).toEqual([]);
    expect(tags(run.passes('PT2S'))).toEqual(['agreed']);
  });

  it('joins quick messages before matching', () => {
    const run = asked().replies('yes').passes('PT1.5S').replies('please').passes('PT1.5S');
    expect(tags(run)).toEqual([]);
    expect(tags(run.passes('PT0.5S'))).toEqual(['agreed']);
    expect(run.state.results['answer']).toEqual({ kind: 'text', text: 'yes\nplease', answer: 1 });
  });

  it('answers at once when a button is tapped while the contact writes', () => {
    expect(tags(asked().replies('hm').replies(help))).toEqual(['helped']);
  });

  it('lets a reply in the last second count, though its rest comes after the deadline', () => {
    const run = asked().passes('PT23H59M59S').replies('yes').passes('PT2S');
    expect(tags(run)).toEqual(['agreed']);
  });

  it('takes the way `otherwise` for a reply that no answer matches', () => {
    expect(tags(asked().replies('perhaps').passes('PT2S'))).toEqual(['puzzled']);
  });

  it('takes the way `timeout` when nobody replies', () => {
    const run = asked().passes('P1D');
    expect(tags(run)).toEqual(['silent']);
    expect(run.last.awaitsReply).toBe(false);
  });

  it('uses a reply that came while the send was still in flight', () => {
    const run = story();
    run.hears(
      { kind: 'reply', at: run.now, seq: 7, messageId: 'early', content: help },
      { kind: 'effect', at: run.now, stepId: 'ask', turn: 1, result: { outcome: 'accepted', claimedSeq: 6 } },
    );
    expect(tags(run)).toEqual(['helped']);
  });

  it('uses a reply that came before the step was reached', () => {
    const run = story({ answer: { ...answer, after: 'PT1H' } as StepInput })
      .accepts('ask')
      .replies('yes');
    expect(run.last.awaitsReply).toBe(true);
    expect(run.at).toEqual(['answer: due']);
    expect(tags(run.passes('PT1H'))).toEqual(['agreed']);
  });

  it('does not take a message for the answer that was written before the question', () => {
    const run = story();
    run.hears(
      { kind: 'reply', at: run.now, seq: 5, messageId: 'before', content: help },
      { kind: 'effect', at: run.now, stepId: 'ask', turn: 1, result: { outcome: 'accepted', claimedSeq: 6 } },
    );
    expect(run.at).toEqual(['answer: waiting']);
    run.hears({ kind: 'reply', at: run.now, seq: 4, messageId: 'older', content: help });
    expect(run.at).toEqual(['answer: waiting']);
  });

  it('uses a message once: the next response waits for another', () => {
    const again: StepInput = { ...answer, answers: [{ match: { button: 'help' }, next: 'again' }] } as StepInput;
    const run = story({ answer: again, again: answer }).accepts('ask').replies(help);
    expect(run.at).toEqual(['again: waiting']);
    expect(run.last.awaitsReply).toBe(true);
  });

  it('counts its time from the send that really went out, so that a late send shortens no deadline', () => {
    const run = story();
    run.now += 5 * 3_600_000;
    run.accepts('ask');
    expect(run.last.wakeAt).toBe(run.now + 24 * 3_600_000);
  });

  it('hears a reply rather than the deadline when both are there', () => {
    const run = asked();
    const at = run.now + 86_400_000 - 1_000;
    run.now += 2 * 86_400_000;
    run.hears({ kind: 'reply', at, seq: 9, messageId: 'm', content: help });
    expect(tags(run)).toEqual(['helped']);
  });

  it('takes photos and places, and waits for words beside them', () => {
    const match = { match: { media: 'image' as const }, next: 'helped' };
    const run = story({ answer: { ...answer, answers: [match] } as StepInput }).accepts('ask');
    run.replies({ kind: 'media', media: 'image' }).replies('look');
    expect(tags(run.passes('PT2S'))).toEqual(['helped']);
  });
});
