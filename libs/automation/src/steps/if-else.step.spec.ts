import { describe, expect, it } from '@jest/globals';
import { aStory, anAutomation, aWorld } from '../testing/index.js';

const definition = anAutomation()
  .withSteps({
    sort: { type: 'add_tag', tag: 'sorted', next: 'choose' },
    choose: {
      type: 'if_else',
      cases: [
        { if: { all: [{ tag: 'sorted' }, { path: 'trigger.data.total', op: 'gte', value: 100 }] }, next: 'rich' },
        { if: { tag: 'sorted' }, next: 'poor' },
      ],
      otherwise: null,
    },
    rich: { type: 'add_tag', tag: 'rich', next: null },
    poor: { type: 'add_tag', tag: 'poor', next: null },
  })
  .build();
const story = (total: number) =>
  aStory(definition, { world: aWorld().startedBy('shop.cart.updated', { total }).build() });

describe('if_else', () => {
  it('takes the first case that holds', () => {
    expect(story(100).changes.at(-1)).toEqual({ kind: 'tag_added', tag: 'rich' });
  });

  it('sees what an earlier step of the same decision changed, and says what it saw', () => {
    const run = story(50);
    expect(run.changes.at(-1)).toEqual({ kind: 'tag_added', tag: 'poor' });
    expect(run.trail[1]).toMatchObject({
      what: 'case_taken',
      why: 'case 2 holds',
      saw: { 'tag:sorted': true, 'trigger.data.total': 50 },
    });
  });

  it('takes the way `otherwise` when no case holds', () => {
    const never = anAutomation()
      .withSteps({
        choose: { type: 'if_else', cases: [{ if: { tag: 'nobody' }, next: null }], otherwise: 'other' },
        other: { type: 'add_tag', tag: 'other', next: null },
      })
      .build();
    expect(aStory(never).happened).toEqual(['choose: case_taken', 'other: tag_added', 'completed']);
  });
});
