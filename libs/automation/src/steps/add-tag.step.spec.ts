import { describe, expect, it } from '@jest/globals';
import { aStory, anAutomation, aWorld } from '../testing/index.js';

describe('add_tag', () => {
  it('adds the tag', () => {
    expect(aStory(anAutomation().build()).changes).toEqual([{ kind: 'tag_added', tag: 'seen' }]);
  });

  it('changes nothing when the contact has it', () => {
    const run = aStory(anAutomation().build(), {
      world: aWorld()
        .contact({ tags: ['seen'] })
        .build(),
    });
    expect(run.changes).toEqual([]);
    expect(run.happened).toEqual(['tag: tag_kept', 'completed']);
  });
});
