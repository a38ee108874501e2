import { AutomationDefinition } from '@threadline/automation';

type Parts = Partial<Record<'triggers' | 'entry' | 'exits' | 'goal' | 'settings' | 'start' | 'steps', unknown>>;

/** An automation for tests: a cart starts a reminder that asks, and waits an hour for an answer. Parts may be told otherwise. */
export function aDefinition(parts: Parts = {}): AutomationDefinition {
  return AutomationDefinition.parse({
    name: 'Abandoned cart',
    triggers: [{ id: 'cart', type: 'shop', event: 'cart.updated', key: 'data.cartId' }],
    entry: { mode: 'after_exit', per: 'contact', onConflict: 'ignore' },
    exits: [],
    settings: { category: 'marketing', timeZone: 'contact' },
    start: 'remind',
    steps: {
      remind: { type: 'send_template', template: 'cart_reminder', language: 'en', variables: {}, next: 'answer' },
      answer: {
        type: 'customer_response',
        deadline: 'PT1H',
        answers: [{ match: { button: 'help' }, next: 'tag' }],
        otherwise: null,
        timeout: 'last',
      },
      tag: { type: 'add_tag', tag: 'wants-help', next: null },
      last: { type: 'send_template', template: 'cart_coupon', language: 'en', variables: {}, next: null },
    },
    ...parts,
  });
}

/** The same, entering four hours after the last change of the cart. */
export const anArmedDefinition = (parts: Parts = {}): AutomationDefinition =>
  aDefinition({
    triggers: [{ id: 'cart', type: 'shop', event: 'cart.updated', key: 'data.cartId', when: { after: 'PT4H' } }],
    exits: [{ on: 'shop.order.placed' }],
    ...parts,
  });
