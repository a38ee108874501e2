import { templateName } from '../system/system.js';

/** Sends the bench's template, then goes on. */
export const sendThen = (next: string | null) => ({
  type: 'send_template',
  template: templateName,
  language: 'en',
  variables: { 1: "{{ contact.firstName | default: 'there' }}" },
  next,
});

/** What every automation of the bench begins with: a cart that names it, of whoever it is. */
export const onCart = (name: string) => ({
  name,
  triggers: [
    {
      id: 'cart',
      type: 'shop',
      event: 'cart.updated',
      key: 'data.cartId',
      filter: { path: 'data.automation', op: 'eq', value: name },
    },
  ],
  settings: { category: 'utility', timeZone: 'contact' },
});

/** The reference journey: entry → send → 1 s → send → end. */
export const referenceJourney = {
  ...onCart('Reference journey'),
  start: 'remind',
  steps: { remind: sendThen('pause'), pause: { type: 'delay', for: 'PT1S', next: 'last' }, last: sendThen(null) },
};

/** Asks, and sends again at once when a reply comes. */
export const askAndAnswer = {
  ...onCart('Ask and answer'),
  start: 'ask',
  steps: {
    ask: sendThen('reply'),
    reply: { type: 'customer_response', deadline: 'P30D', debounce: 'PT0S', otherwise: 'last', timeout: null },
    last: sendThen(null),
  },
};

/** Sleeps for a month. */
export const sleepForAMonth = {
  ...onCart('Sleep for a month'),
  start: 'sleep',
  steps: { sleep: { type: 'delay', for: 'P30D', next: null } },
};

/** Sends at the moment that the cart names, smeared over its minute as every wait to a clock time. */
export const sendAtItsMoment = {
  ...onCart('Send at its moment'),
  start: 'wait',
  steps: {
    wait: { type: 'delay', until: { path: 'trigger.data.moment' }, next: 'send' },
    send: sendThen(null),
  },
};
