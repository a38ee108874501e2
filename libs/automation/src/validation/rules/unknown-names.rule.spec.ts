import { expect, it } from '@jest/globals';
import { anAutomation, problemsOf, type StepInput } from '../../testing/index.js';

const catalog = {
  lists: ['news'],
  fields: [{ name: 'size', type: 'text' }],
  operators: ['Bea'],
  teams: ['Desk'],
  automations: ['welcome'],
  connections: ['main'],
};
const written = (step: object) =>
  anAutomation()
    .withSteps({ it: { next: null, ...step } as StepInput })
    .asWritten();

it.each([
  [{ type: 'add_to_list', list: 'vips' }, 'unknown_list /steps/it/list'],
  [{ type: 'remove_from_list', list: 'vips' }, 'unknown_list /steps/it/list'],
  [{ type: 'fill_field', field: 'colour', value: 'red' }, 'unknown_field /steps/it/field'],
  [{ type: 'add_operators', operators: ['Bea', 'Abe'] }, 'unknown_operator /steps/it/operators/1'],
  [{ type: 'add_operators', team: 'Sales' }, 'unknown_team /steps/it/team'],
  [{ type: 'open_ticket', subject: 'x', assignee: 'Abe' }, 'unknown_operator /steps/it/assignee'],
  [{ type: 'start_automation', automation: 'bye' }, 'unknown_automation /steps/it/automation'],
  [{ type: 'stop_automations', which: ['welcome', 'bye'] }, 'unknown_automation /steps/it/which/1'],
  [{ type: 'zapier', connection: 'zap', action: 'send' }, 'unknown_connection /steps/it/connection'],
])('%j is a warning', (step, problem) => {
  expect(problemsOf(written(step), catalog)).toEqual([problem]);
});

it.each([
  { type: 'add_to_list', list: 'vips', create: true },
  { type: 'add_to_list', list: 'news' },
  { type: 'add_operators', team: 'Desk' },
  { type: 'stop_automations', which: 'others' },
  { type: 'zapier', connection: 'main', action: 'send' },
])('%j is right', (step) => {
  expect(problemsOf(written(step), catalog)).toEqual([]);
});

it('names are not judged where nobody knows them', () => {
  expect(problemsOf(written({ type: 'add_to_list', list: 'vips' }))).toEqual([]);
});
