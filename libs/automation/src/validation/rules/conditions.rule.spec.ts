import { expect, it } from '@jest/globals';
import type { Condition } from '../../conditions/condition.js';
import { abandonedCart, anAutomation, problemsOf } from '../../testing/index.js';

const written = (condition: Condition) =>
  anAutomation()
    .withSteps({
      c: { type: 'if_else', cases: [{ if: { all: [{ tag: 'x' }, condition] }, next: 's' }], otherwise: null },
      s: { type: 'send_message', text: 'x', next: null },
    })
    .asWritten();
const where = '/steps/c/cases/0/if/all/1';

it.each<[Condition, string]>([
  [{ path: 'customer.id', op: 'exists' }, `unknown_path ${where}/path`],
  [{ path: 'data.total', op: 'gt', value: 1 }, `unknown_path ${where}/path`],
  [{ path: 'results.nowhere.text', op: 'exists' }, `unknown_step ${where}/path`],
  [{ path: 'contact.email', op: 'matches', value: '(' }, `bad_regex ${where}/value`],
  [{ message: { step: 'c', status: 'read' } }, `unknown_step ${where}/message/step`],
])('%j is refused', (condition, problem) => {
  expect(problemsOf(written(condition))).toEqual([problem]);
});

it.each<Condition>([
  { path: 'contact.fields.city', op: 'eq', value: 'Rome' },
  { path: 'results.s.status', op: 'exists' },
  { message: { step: 's', status: 'read' } },
])('%j is right', (condition) => {
  expect(problemsOf(written(condition))).toEqual([]);
});

it('a filter reads the event alone', () => {
  const filter = (path: string) =>
    anAutomation()
      .startedBy({ ...abandonedCart, filter: { path, op: 'exists' } } as never)
      .asWritten();
  expect(problemsOf(filter('contact.id'))).toEqual(['unknown_path /triggers/0/filter/path']);
  expect(problemsOf(filter('data.total'))).toEqual([]);
});
