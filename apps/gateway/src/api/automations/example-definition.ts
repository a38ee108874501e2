/** The automation that the API's document shows. */
export const exampleDefinition = {
  name: 'Abandoned cart',
  triggers: [
    {
      id: 'cart',
      type: 'shop',
      event: 'cart.updated',
      key: 'data.cartId',
      when: { after: 'PT4H' },
      filter: { path: 'data.total', op: 'gte', value: 30 },
    },
  ],
  entry: { onConflict: 'supersede', audience: { all: [{ consent: 'marketing' }, { not: { tag: 'vip' } }] } },
  exits: [{ on: 'shop.order.placed' }],
  goal: { on: 'shop.order.placed', within: 'P5D' },
  start: 'remind',
  steps: {
    remind: {
      type: 'send_template',
      template: 'cart_reminder',
      language: 'en',
      variables: { 1: "{{ contact.firstName | default: 'there' }}" },
      next: 'answer',
    },
    answer: {
      type: 'customer_response',
      deadline: 'P1D',
      answers: [{ match: { button: 'help' }, next: 'thank' }],
      otherwise: 'thank',
      timeout: null,
    },
    thank: { type: 'send_message', text: 'Thank you, a person will write to you in a minute.', next: null },
  },
};
