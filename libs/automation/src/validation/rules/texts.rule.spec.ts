import { expect, it } from '@jest/globals';
import { anAutomation, problemsOf } from '../../testing/index.js';

const written = (text: string) =>
  anAutomation()
    .withSteps({ s: { type: 'send_message', text, next: null } })
    .asWritten();

it.each([
  'Hi {{ contact.firstName }}',
  '{{ contact.fields.anything }}',
  '{{ trigger.data.deep.down }}',
  '{{ results.s.status }}',
  '{% assign x = 1 %}{{ x }}',
])('%s is right', (text) => {
  expect(problemsOf(written(text))).toEqual([]);
});

it.each([
  ['{{ contact.firstname }}', 'unknown_variable /steps/s/text'],
  ['{{ customer.name }}', 'unknown_variable /steps/s/text'],
  ['{% if results.nowhere.x %}{% endif %}', 'unknown_variable /steps/s/text'],
  ['{{ contact.firstName | default: nobody }}', 'unknown_variable /steps/s/text'],
  ['{{ contact.firstName', 'bad_liquid /steps/s/text'],
  ["{% include 'secret' %}", 'bad_liquid /steps/s/text'],
])('%s is %s', (text, problem) => {
  expect(problemsOf(written(text))).toEqual([problem]);
});

it('variables of templates are texts too', () => {
  const definition = anAutomation()
    .withSteps({ s: { type: 'send_template', template: 't', language: 'en', variables: { 1: '{{ x }}' }, next: null } })
    .asWritten();
  expect(problemsOf(definition)).toContain('unknown_variable /steps/s/variables/1');
});
