/* oxlint-disable unicorn/no-thenable -- `then` is the language's own word for what follows a branch */
import { describe, expect, it } from '@jest/globals';
import { aStory, anAutomation, type StepInput } from '../testing/index.js';

const tag = (name: string, next: string | null = null): StepInput => ({ type: 'add_tag', tag: name, next });
const wait = (duration: string, next: string | null): StepInput => ({ type: 'delay', for: duration, next });
const story = (steps: Record<string, StepInput>) => aStory(anAutomation().withSteps(steps).build());
const tags = (run: ReturnType<typeof story>) => run.changes.map((change) => change.kind === 'tag_added' && change.tag);

describe('branch', () => {
  const two: Record<string, StepInput> = {
    fork: { type: 'branch', branches: ['slow', 'quick'], then: 'end' },
    slow: wait('P2D', 'late'),
    late: tag('late'),
    quick: tag('quick'),
    end: tag('end'),
  };

  it('walks its paths side by side', () => {
    const run = story(two);
    expect(tags(run)).toEqual(['quick']);
    expect(run.at).toEqual(['slow: waiting']);
  });

  it('goes on once all its paths have ended', () => {
    const run = story(two).passes('P2D');
    expect(tags(run)).toEqual(['quick', 'late', 'end']);
    expect(run.outcome).toEqual({ state: 'completed', reason: 'last_step' });
    expect(run.happened).toContain('fork: joined');
  });

  it('may end when its paths have ended', () => {
    expect(
      story({ ...two, fork: { ...two['fork'], then: null } as StepInput, end: tag('never') }).passes('P2D').outcome
        ?.state,
    ).toBe('completed');
  });

  it('may stand inside another branch', () => {
    const run = story({
      outer: { type: 'branch', branches: ['inner', 'side'], then: 'all' },
      inner: { type: 'branch', branches: ['a', 'b'], then: 'both' },
      a: wait('P1D', null),
      b: wait('P2D', null),
      both: tag('both'),
      side: wait('PT1H', null),
      all: tag('all'),
    });
    expect(tags(run.passes('P1D'))).toEqual([]);
    expect(tags(run.passes('P1D'))).toEqual(['both', 'all']);
    expect(run.state.joins).toEqual([]);
  });

  it('ends whole when one of its paths exits', () => {
    const run = story({ ...two, quick: { type: 'exit' } });
    expect(run.outcome).toMatchObject({ state: 'exited', reason: 'exit_step' });
    expect(run.at).toEqual([]);
  });

  it('lets a reply be used by one path only', () => {
    const ask: StepInput = { type: 'customer_response', deadline: 'P1D', otherwise: 'late', timeout: null };
    const run = story({ fork: two['fork'] as StepInput, slow: ask, quick: ask, late: tag('late'), end: tag('end') });
    run.replies({ kind: 'button', payload: 'x', text: 'X' });
    expect(run.at).toEqual(['quick: waiting']);
  });
});
