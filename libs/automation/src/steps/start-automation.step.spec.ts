import { describe, expect, it } from '@jest/globals';
import { aStory, anAutomation, type StepInput } from '../testing/index.js';

const tag = (name: string): StepInput => ({ type: 'add_tag', tag: name, next: null });
const ways = { next: 'on', refused: 'refused', timeout: 'late' };
const story = (step: object) =>
  aStory(
    anAutomation()
      .withSteps({
        start: { type: 'start_automation', automation: 'welcome', ...step } as StepInput,
        ...Object.fromEntries(['on', 'refused', 'late'].map((name) => [name, tag(name)])),
      })
      .build(),
  );
type Told = ReturnType<typeof story>;
const tags = (run: Told) => run.changes.flatMap((change) => (change.kind === 'tag_added' ? [change.tag] : []));
const news = (run: Told, type: string, data: object = {}) =>
  run.hears({
    kind: 'event',
    at: run.now,
    id: `${type}-${run.trail.length}`,
    type,
    data: { stepId: 'start', turn: 1, ...data },
  });

describe('start_automation', () => {
  it('starts the other and goes on at once', () => {
    const run = story({ next: 'on' });
    expect(run.changes[0]).toEqual({ kind: 'automation_started', stepId: 'start', turn: 1, automation: 'welcome' });
    expect(tags(run)).toEqual(['on']);
  });

  it('waits for the end of the other run', () => {
    const run = story({ ...ways, wait: { deadline: 'P7D' } });
    expect(news(run, 'automation.entered').at).toEqual(['start: waiting']);
    expect(tags(news(run, 'run.ended', { state: 'completed', reason: 'goal' }))).toEqual(['on']);
    expect(run.state.results['start']).toEqual({ status: 'ended', state: 'completed', reason: 'goal' });
  });

  it('takes the way `timeout` when the other run has not ended in time', () => {
    expect(tags(story({ ...ways, wait: { deadline: 'P7D' } }).passes('P7D'))).toEqual(['late']);
    expect(tags(story({ next: 'on', wait: { deadline: 'P7D' } }).passes('P7D'))).toEqual(['on']);
  });

  it('takes the way `refused` when the other automation does not take the contact', () => {
    expect(tags(news(story(ways), 'automation.refused', { reason: 'live_run' }))).toEqual(['refused']);
    expect(tags(news(story({ ...ways, wait: { deadline: 'P7D' } }), 'automation.refused'))).toEqual(['refused']);
  });

  it('goes on when the other automation takes the contact', () => {
    expect(tags(news(story(ways), 'automation.entered'))).toEqual(['on']);
  });

  it('does not hear what is about another start', () => {
    expect(news(story(ways), 'automation.refused', { turn: 2 }).at).toEqual(['start: waiting']);
  });
});
