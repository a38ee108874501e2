/** How long the story's automation waits: seconds where a shop would say hours. */
export const pace = { cartRestsSeconds: 3, answerWithinSeconds: 8 } as const;

/** What the story's automation is made of; the names are this playing's own, so that it can be played again. */
export interface Naming {
  readonly automation: string;
  readonly reminder: string;
  readonly coupon: string;
}

export const namingOf = (tag: string): Naming => ({
  automation: `Abandoned cart ${tag}`,
  reminder: `cart_reminder_${tag}`,
  coupon: `cart_coupon_${tag}`,
});

/** What the button of the reminder sends back when it is tapped, and what it says. */
export const helpButton = { payload: 'help', text: 'I need help' } as const;

/** What customers read, with a name or with what stands for it. */
export const textsFor = (name: string) => ({
  reminder: `Hi ${name}, you left something in your cart. Can we help?`,
  coupon: `Hi ${name}, your cart is still here: 10% off until tonight.`,
  promise: `Thank you ${name}, a person will write to you in a minute.`,
});

/** The templates, as the API takes them. */
export const templatesOf = ({ reminder, coupon }: Naming) => [
  {
    name: reminder,
    language: 'en',
    category: 'marketing',
    components: [
      {
        type: 'BODY',
        text: textsFor('{{1}}').reminder,
        example: { body_text: [['Ada']] },
      },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: helpButton.text }] },
    ],
  },
  {
    name: coupon,
    language: 'en',
    category: 'marketing',
    components: [
      {
        type: 'BODY',
        text: textsFor('{{1}}').coupon,
        example: { body_text: [['Ada']] },
      },
    ],
  },
];

const firstName = "{{ contact.firstName | default: 'there' }}";

/** The automation: a cart that rests is followed up; who answers gets a person, who does not gets a coupon. */
export const definitionOf = (naming: Naming) => ({
  name: naming.automation,
  triggers: [
    {
      id: 'cart',
      type: 'shop',
      event: 'cart.updated',
      key: 'data.cartId',
      when: { after: `PT${pace.cartRestsSeconds}S` },
      filter: { path: 'data.total', op: 'gte', value: 30 },
    },
  ],
  entry: {
    mode: 'after_exit',
    per: 'contact',
    onConflict: 'supersede',
    audience: { all: [{ consent: 'marketing' }, { not: { tag: 'vip' } }] },
  },
  exits: [{ on: 'shop.order.placed' }],
  goal: { on: 'shop.order.placed', within: 'P5D' },
  settings: { category: 'marketing', timeZone: 'contact' },
  start: 'remind',
  steps: stepsOf(naming),
});

const stepsOf = ({ reminder, coupon }: Naming) => ({
  remind: {
    type: 'send_template',
    template: reminder,
    language: 'en',
    variables: { 1: firstName },
    buttons: [{ index: 0, payload: helpButton.payload }],
    next: 'answer',
  },
  answer: {
    type: 'customer_response',
    deadline: `PT${pace.answerWithinSeconds}S`,
    answers: [{ match: { button: helpButton.payload }, next: 'tag' }],
    otherwise: 'tag',
    timeout: 'coupon',
  },
  tag: { type: 'add_tag', tag: 'asked_for_help', next: 'size' },
  size: {
    type: 'if_else',
    cases: [
      {
        if: { all: [{ tag: 'asked_for_help' }, { path: 'trigger.data.total', op: 'gte', value: 50 }] },
        next: 'person',
      },
    ],
    otherwise: 'guide',
  },
  person: { type: 'send_message', text: textsFor(firstName).promise, next: null },
  guide: { type: 'send_message', text: `Thank you ${firstName}, this is how to order: example.com/how`, next: null },
  coupon: { type: 'send_template', template: coupon, language: 'en', variables: { 1: firstName }, next: null },
});
