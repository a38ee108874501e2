import { describe, expect, it } from '@jest/globals';
import { aStory, anAutomation, aWorld } from '../testing/index.js';

const story = (wait: string, timeZone = 'Europe/Rome') =>
  aStory(
    anAutomation()
      .withSteps({
        wait: { type: 'delay', for: wait, next: 'tag' },
        tag: { type: 'add_tag', tag: 'waited', next: null },
      })
      .build(),
    { world: aWorld().contact({ timeZone }).build(), at: Date.parse('2026-03-28T09:00:00Z') },
  );

describe('delay', () => {
  it('waits a calendar day in the contact`s zone, which has 23 hours when the clocks go forward', () => {
    expect(new Date(story('P1D').last.wakeAt ?? 0).toISOString()).toBe('2026-03-29T08:00:00.000Z');
  });

  it('waits 24 exact hours', () => {
    expect(new Date(story('PT24H').last.wakeAt ?? 0).toISOString()).toBe('2026-03-29T09:00:00.000Z');
  });

  it('goes on when its time has come, and not before', () => {
    expect(story('P1D').passes('PT22H59M59S').changes).toEqual([]);
    expect(story('P1D').passes('PT23H').changes).toEqual([{ kind: 'tag_added', tag: 'waited' }]);
  });
});
