import { askTemplate, eventOf, noteTemplate, promoTemplate } from './names.js';

/** An automation of the load. Of one that reads only facts, every run can be decided anew from what it has heard. */
export interface LoadAutomation {
  readonly readsOnlyFacts: boolean;
  readonly definition: { readonly name: string } & Record<string, unknown>;
}

const zone = 'Europe/Rome';
const utility = { category: 'utility', timeZone: zone };
const ask = (payload: string, next: string) => ({
  type: 'send_template',
  template: askTemplate,
  language: 'en',
  buttons: [{ index: 0, payload }],
  next,
});
const note = (next: string | null) => ({
  type: 'send_template',
  template: noteTemplate,
  language: 'en',
  variables: { 1: "{{ trigger.data.ref | default: 'none' }}" },
  next,
});
const onEvent = (event: string) => [{ id: 'told', type: 'integration', event }];

/** A cart is followed up: who answers is thanked, who does not is asked again; an order is the goal. */
const cart: LoadAutomation = {
  readsOnlyFacts: true,
  definition: {
    name: 'Cart',
    triggers: [{ id: 'cart', type: 'shop', event: 'cart.updated', key: 'data.cartId' }],
    entry: { mode: 'always', per: 'key' },
    exits: [{ on: 'shop.order.placed' }],
    goal: { on: 'shop.order.placed', within: 'P5D' },
    settings: utility,
    start: 'remind',
    steps: {
      remind: ask('help', 'answer'),
      answer: {
        type: 'customer_response',
        deadline: 'PT12S',
        answers: [{ match: { button: 'help' }, next: 'thanks' }],
        otherwise: 'thanks',
        timeout: 'last',
      },
      thanks: note(null),
      last: { ...note('rest'), after: 'PT1S' },
      rest: { type: 'delay', for: 'PT4S', next: 'bye' },
      bye: note(null),
    },
  },
};

/** A loop that goes on for as long as the contact taps. */
const loop: LoadAutomation = {
  readsOnlyFacts: true,
  definition: {
    name: 'Loop',
    triggers: onEvent(eventOf.loop),
    entry: { mode: 'always' },
    settings: utility,
    start: 'ask',
    steps: {
      ask: ask('again', 'answer'),
      answer: {
        type: 'customer_response',
        deadline: 'PT6S',
        answers: [{ match: { button: 'again' }, next: 'pause' }],
        otherwise: 'bye',
        timeout: null,
      },
      pause: { type: 'delay', for: 'PT1S', next: 'ask' },
      bye: note(null),
    },
  },
};

/** Parallel paths, one of which waits for an event. */
const branches: LoadAutomation = {
  readsOnlyFacts: true,
  definition: {
    name: 'Branches',
    triggers: onEvent(eventOf.branches),
    entry: { mode: 'always' },
    settings: utility,
    start: 'fork',
    steps: {
      // oxlint-disable-next-line unicorn/no-thenable -- the language's own word; a step is never awaited
      fork: { type: 'branch', branches: ['slow', 'quick', 'signal'], then: 'bye' },
      slow: { type: 'delay', for: 'PT2S', next: 'late' },
      late: note(null),
      quick: note('share'),
      share: {
        type: 'split',
        shares: [
          { weight: 1, next: 'more' },
          { weight: 1, next: null },
        ],
      },
      more: { ...note(null), after: 'PT1S' },
      signal: {
        type: 'wait_for',
        event: `integration.${eventOf.signal}`,
        deadline: 'PT8S',
        next: 'heard',
        timeout: null,
      },
      heard: note(null),
      bye: note(null),
    },
  },
};

/** Steps that read and change the contact, one run after the other. */
const reader: LoadAutomation = {
  readsOnlyFacts: false,
  definition: {
    name: 'Reader',
    triggers: onEvent(eventOf.reader),
    entry: { mode: 'after_exit', onConflict: 'queue' },
    settings: utility,
    start: 'tag',
    steps: {
      tag: { type: 'add_tag', tag: 'seen', next: 'note' },
      note: note('told'),
      told: { type: 'wait_for', event: 'message.delivered', deadline: 'PT5S', next: 'look', timeout: 'look' },
      look: {
        type: 'if_else',
        cases: [
          { if: { all: [{ tag: 'seen' }, { message: { step: 'note', status: 'read' } }] }, next: 'write' },
          { if: { message: { step: 'note', status: 'sent' } }, next: 'untag' },
        ],
        otherwise: 'untag',
      },
      untag: { type: 'remove_tag', tag: 'seen', next: 'write' },
      write: { type: 'add_note', text: 'Looked at', next: 'ticket' },
      ticket: { type: 'open_ticket', subject: 'Load', next: null },
    },
  },
};

/** A cart that rests: armed, re-armed, disarmed, superseded. */
const resting: LoadAutomation = {
  readsOnlyFacts: false,
  definition: {
    name: 'Resting cart',
    triggers: [
      {
        id: 'cart',
        type: 'shop',
        event: 'cart.updated',
        key: 'data.cartId',
        when: { after: 'PT3S' },
        filter: { path: 'data.total', op: 'gte', value: 60 },
      },
    ],
    entry: { mode: 'after_exit', onConflict: 'supersede' },
    exits: [{ on: 'shop.order.placed' }],
    settings: utility,
    start: 'note',
    steps: { note: note('rest'), rest: { type: 'delay', for: 'PT6S', next: 'bye' }, bye: note(null) },
  },
};

/** Marketing, which an opt-out ends. */
const promo: LoadAutomation = {
  readsOnlyFacts: true,
  definition: {
    name: 'Promo',
    triggers: onEvent(eventOf.promo),
    entry: { mode: 'always' },
    settings: { category: 'marketing', timeZone: zone },
    start: 'offer',
    steps: {
      offer: { type: 'send_template', template: promoTemplate, language: 'en', next: 'rest' },
      rest: { type: 'delay', for: 'PT15S', next: 'again' },
      again: { type: 'send_template', template: promoTemplate, language: 'en', next: null },
    },
  },
};

/** Codes to sign in: of one that may not have gone out the policy sends another. */
const code: LoadAutomation = {
  readsOnlyFacts: true,
  definition: {
    name: 'Code',
    triggers: onEvent(eventOf.code),
    entry: { mode: 'always' },
    settings: { category: 'authentication', timeZone: zone },
    start: 'code',
    steps: { code: note(null) },
  },
};

/** A message starts it, and free messages answer. */
const welcome: LoadAutomation = {
  readsOnlyFacts: false,
  definition: {
    name: 'Welcome',
    triggers: [{ id: 'hello', type: 'customer_message', match: { exact: 'hello' } }],
    entry: { mode: 'after_exit', onConflict: 'ignore' },
    settings: utility,
    start: 'greet',
    steps: {
      greet: {
        type: 'send_buttons',
        text: 'Welcome. Shall we go on?',
        buttons: [{ id: 'yes', title: 'Yes' }],
        next: 'answer',
        failed: null,
        windowClosed: null,
      },
      answer: {
        type: 'customer_response',
        deadline: 'PT8S',
        answers: [{ match: { button: 'yes' }, next: 'good' }],
        otherwise: 'good',
        timeout: null,
      },
      good: { type: 'send_message', text: 'Good.', next: null, failed: null, windowClosed: null },
    },
  },
};

export const loadAutomations: readonly LoadAutomation[] = [cart, loop, branches, reader, resting, promo, code, welcome];
