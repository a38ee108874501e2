import { expect, it } from '@jest/globals';
import { anAutomation, problemsOf } from '../../testing/index.js';
import { validate } from '../validate.js';

it('a way out to a step that does not exist is named, with the steps there are', () => {
  const definition = anAutomation()
    .withSteps({ a: { type: 'if_else', cases: [{ if: { tag: 'x' }, next: 'b' }], otherwise: 'c' } })
    .asWritten();
  expect(problemsOf(definition)).toEqual(['unknown_step /steps/a/cases/0/next', 'unknown_step /steps/a/otherwise']);
  expect(validate(definition)[0]?.fix).toContain('a');
});

it('a start that does not exist is named', () => {
  expect(problemsOf(anAutomation().with({ start: 'nowhere' }).asWritten())).toContain('unknown_step /start');
});
