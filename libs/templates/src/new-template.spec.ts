import { expect, it } from '@jest/globals';
import { CreateTemplate } from './new-template.js';

const given = (changes: object) => ({
  name: 'cart_reminder',
  language: 'en',
  category: 'marketing',
  components: [{ type: 'BODY', text: 'Hi {{1}}, come back' }],
  ...changes,
});
const placesOf = (template: object) =>
  CreateTemplate.safeParse(template).error?.issues.map(({ path }) => path.join('/'));

it('takes a template as Cloud API writes its components', () => {
  const components = [
    { type: 'HEADER', format: 'TEXT', text: 'Your cart' },
    { type: 'BODY', text: 'Hi {{1}}, come back', example: { body_text: [['Ada']] } },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Help' }] },
  ];
  expect(CreateTemplate.parse(given({ components })).components).toEqual(components);
});

it.each([
  ['name', { name: 'Cart Reminder' }],
  ['language', { language: 'English' }],
  ['category', { category: 'MARKETING' }],
  ['components', { components: [{ type: 'HEADER', text: 'no body' }] }],
  ['components', { components: [...given({}).components, ...given({}).components] }],
  ['components/0/text', { components: [{ type: 'BODY' }] }],
  ['components/0/text', { components: [{ type: 'BODY', text: '' }] }],
  ['components/0/text', { components: [{ type: 'BODY', text: 'x'.repeat(1_025) }] }],
  [
    'components/1/text',
    {
      components: [
        { type: 'FOOTER', text: 'f' },
        { type: 'BODY', text: 'Hi {{2}} there' },
      ],
    },
  ],
  ['', { another: true }],
])('names the place of what is wrong: %s', (place, changes) => {
  expect(placesOf(given(changes))).toEqual([place]);
});
