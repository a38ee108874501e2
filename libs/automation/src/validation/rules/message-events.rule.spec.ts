import { expect, it } from '@jest/globals';
import { anAutomation, problemsOf } from '../../testing/index.js';

const waitingFor = (event: string) =>
  anAutomation()
    .withSteps({ wait: { type: 'wait_for', event, deadline: 'P1D', next: null, timeout: null } })
    .asWritten();

it('a step waits for statuses that runs hear of', () => {
  expect(problemsOf(waitingFor('message.read'))).toEqual([]);
  expect(problemsOf(waitingFor('message.accepted'))).toEqual(['unheard_event /steps/wait/event']);
});

it('news of our own messages ends no run', () => {
  const parts = { exits: [{ on: 'message.failed' }], goal: { on: 'message.read' } };
  expect(problemsOf({ ...waitingFor('message.read'), ...parts })).toEqual([
    'unheard_event /exits/0/on',
    'unheard_event /goal/on',
  ]);
});
