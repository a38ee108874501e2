import { expect, it } from '@jest/globals';
import { AutomationDefinition } from '@threadline/automation';
import { priorityOf } from './priority.js';

const onCart = { id: 'cart', type: 'shop', event: 'cart.updated', key: 'data.cartId' };
const onMessage = { id: 'help', type: 'customer_message', match: 'help' };
const send = { type: 'send_template', template: 'hello', language: 'en', next: null };
const hear = { type: 'customer_response', deadline: 'P1D', answers: [], otherwise: null, timeout: null };
const priority = (trigger: object, step: object, category = 'marketing') =>
  priorityOf(
    AutomationDefinition.parse({
      name: 'it',
      triggers: [trigger],
      settings: { category },
      start: 'a',
      steps: { a: step },
    }),
  );

it('puts runs that talk with a contact before those that tell, and marketing last', () => {
  expect(priority(onMessage, send)).toBe(2);
  expect(priority(onCart, hear)).toBe(2);
  expect(priority(onCart, send, 'utility')).toBe(3);
  expect(priority(onCart, send)).toBe(4);
});
