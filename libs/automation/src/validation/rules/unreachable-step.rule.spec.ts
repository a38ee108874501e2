import { expect, it } from '@jest/globals';
import { anAutomation, problemsOf } from '../../testing/index.js';

it('a step no way leads to is named, and so is one only such a step leads to', () => {
  const definition = anAutomation()
    .withSteps({
      a: { type: 'add_tag', tag: 'a', next: null },
      lost: { type: 'add_tag', tag: 'lost', next: 'deeper' },
      deeper: { type: 'exit' },
    })
    .asWritten();
  expect(problemsOf(definition)).toEqual(['unreachable_step /steps/lost', 'unreachable_step /steps/deeper']);
});
