import { expect, it } from '@jest/globals';
import { aStory, anAutomation } from '../testing/index.js';

it('exit ends the run with its reason', () => {
  const definition = anAutomation()
    .withSteps({ out: { type: 'exit', reason: 'not for them' } })
    .build();
  expect(aStory(definition).outcome).toEqual({ state: 'exited', reason: 'exit_step', detail: 'not for them' });
});
