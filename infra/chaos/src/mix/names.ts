/** Templates of the load. */
export const askTemplate = 'load_ask';
export const noteTemplate = 'load_note';
export const promoTemplate = 'load_promo';

/** Names of the events of the load, without the leading `integration.`. */
export const eventOf = {
  loop: 'load.loop',
  branches: 'load.branches',
  signal: 'load.signal',
  reader: 'load.reader',
  promo: 'load.promo',
  code: 'load.code',
} as const;

/** The templates, as the API takes them. */
export const loadTemplates = [
  {
    name: askTemplate,
    language: 'en',
    category: 'utility',
    components: [
      { type: 'BODY', text: 'Shall we go on?' },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Yes, please' }] },
    ],
  },
  {
    name: noteTemplate,
    language: 'en',
    category: 'utility',
    components: [{ type: 'BODY', text: 'About {{1}}.', example: { body_text: [['order 1']] } }],
  },
  {
    name: promoTemplate,
    language: 'en',
    category: 'marketing',
    components: [{ type: 'BODY', text: 'Something for you.' }],
  },
];
