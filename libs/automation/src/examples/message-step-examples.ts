import type { AnyTrigger, StepExamples } from './example.js';

/** The contact writes, which opens the customer service window. */
const asked: AnyTrigger = { id: 'asked', type: 'customer_message', match: 'info' };
const asks = { at: 'PT0S', reply: { text: 'info' } };

/** Examples of the steps that write to the contact, call, or wait for what the contact answers. */
export const messageStepExamples: Pick<
  StepExamples,
  'send_template' | 'send_message' | 'send_buttons' | 'voice_call' | 'customer_response' | 'wait_for' | 'ai_operator'
> = {
  send_template: {
    shows: 'A variable has a word for those without a name.',
    step: {
      type: 'send_template',
      template: 'cart_reminder',
      language: 'en',
      variables: { 1: "{{ contact.firstName | default: 'there' }}" },
      next: null,
      notSendable: null,
    },
    ends: { state: 'completed', sent: ['cart_reminder'] },
  },
  send_message: {
    trigger: asked,
    step: { type: 'send_message', text: 'Hello {{ contact.firstName }}, we are here.', next: null, windowClosed: null },
    happens: [asks],
    ends: { state: 'completed', sent: ['Hello Ann, we are here.'] },
  },
  send_buttons: {
    trigger: asked,
    step: {
      type: 'send_buttons',
      text: 'Which one?',
      buttons: [
        { id: 'blue', title: 'The blue one' },
        { id: 'red', title: 'The red one' },
      ],
      next: 'answer',
    },
    leadsTo: {
      answer: {
        type: 'customer_response',
        deadline: 'PT1H',
        answers: [{ match: { button: 'blue' }, next: 'tag' }],
        otherwise: null,
        timeout: null,
      },
      tag: { type: 'add_tag', tag: 'likes-blue', next: null },
    },
    happens: [asks, { at: 'PT1M', reply: { button: 'blue' } }],
    ends: { state: 'completed', sent: ['Which one?'], tags: ['likes-blue'] },
  },
  voice_call: {
    shows: 'Without a connection of that name the step takes `failed`.',
    step: {
      type: 'voice_call',
      connection: 'phone',
      script: 'Your parcel is at the door.',
      answered: null,
      unanswered: null,
      failed: 'note',
    },
    leadsTo: { note: { type: 'add_note', text: 'The call could not be made.', next: null } },
    ends: { state: 'completed' },
  },
  customer_response: {
    shows: 'An answer that contains one of two words.',
    step: {
      type: 'customer_response',
      deadline: 'P1D',
      answers: [{ match: { contains: ['yes', 'sure'] }, next: 'tag' }],
      otherwise: null,
      timeout: null,
    },
    leadsTo: { tag: { type: 'add_tag', tag: 'agreed', next: null } },
    happens: [
      { at: 'PT0S', event: { type: 'manual' } },
      { at: 'PT2H', reply: { text: 'Yes please' } },
    ],
    ends: { state: 'completed' },
  },
  wait_for: {
    shows: 'An order over a certain amount.',
    step: {
      type: 'wait_for',
      event: 'shop.order.placed',
      filter: { path: 'data.total', op: 'gte', value: 50 },
      deadline: 'P7D',
      next: 'tag',
      timeout: null,
    },
    leadsTo: { tag: { type: 'add_tag', tag: 'good-order', next: null } },
    happens: [
      { at: 'PT0S', event: { type: 'manual' } },
      { at: 'P1D', event: { type: 'shop.order.placed', data: { orderId: 'o1', total: 80 } } },
    ],
    ends: { state: 'completed', tags: ['good-order'] },
  },
  ai_operator: {
    step: { type: 'ai_operator', agent: 'helper', deadline: 'PT2H', next: null, handedOver: null, timeout: null },
    ends: { state: 'completed' },
  },
};
