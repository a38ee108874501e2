import { expect, it } from '@jest/globals';
import { MessageContent } from './message-content.js';
import { tooLongTemplate } from './template-length.js';

const template = (values: object) => MessageContent.parse({ kind: 'template', name: 'a', language: 'en', ...values });
const x = (count: number) => 'x'.repeat(count);

it.each([
  ['a text that fits to the character', { variables: { 1: x(1_021) } }, { body: 'Hi {{1}}' }],
  ['a text without variables', {}, { body: x(1_024) }],
  ['a header that fits', { header: { kind: 'text', variables: { name: x(57) } } }, { header: 'Hi {{ name }}' }],
  ['a template nobody knows the text of', { variables: { 1: x(1_024) } }, {}],
])('takes %s', (_, values, texts) => expect(tooLongTemplate(template(values), texts)).toBeUndefined());

it.each([
  ['variables', { variables: { 1: x(1_022) } }, { body: 'Hi {{1}}' }, 1_025],
  ['variables', { variables: { a: x(600), b: { dateTime: x(600) } } }, { body: '{{a}}{{b}}' }, 1_200],
  ['header.variables', { header: { kind: 'text', variables: { 1: x(60) } } }, { header: '{{1}}!' }, 61],
])('names the field whose values make it too long: %s', (field, values, texts, length) => {
  const fault = tooLongTemplate(template(values), texts);
  expect(fault?.field).toBe(field);
  expect(fault?.message).toContain(`${length} characters`);
});

it('looks at templates alone', () => {
  expect(tooLongTemplate({ kind: 'text', text: 'hi' }, { body: x(2_000) })).toBeUndefined();
});
