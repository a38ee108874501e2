import { describe, expect, it } from '@jest/globals';
import { aStory, anAutomation, aWorld, friday, problemsOf, type StepInput } from '../testing/index.js';

const open = aWorld()
  .conversation({ windowClosesAt: friday + 3_600_000 })
  .build();
const buttons = [
  { id: 'yes', title: 'Yes' },
  { id: 'no', title: 'No' },
];
const definition = (step: object) =>
  anAutomation().withSteps({
    ask: { type: 'send_buttons', text: 'Well, {{ contact.firstName }}?', next: null, ...step } as StepInput,
  });
const content = (step: object) => aStory(definition(step).build(), { world: open }).effects[0]?.content;

describe('send_buttons', () => {
  it('sends a text with reply buttons', () => {
    expect(content({ buttons })).toEqual({ kind: 'buttons', text: 'Well, Ann?', buttons });
  });

  it('sends a text with a list', () => {
    const list = {
      button: 'Choose',
      rows: [
        { id: 's', title: 'Small', description: 'up to 10' },
        { id: 'l', title: 'Large' },
      ],
    };
    expect(content({ list })).toEqual({ kind: 'list', text: 'Well, Ann?', ...list });
  });

  it('sends a list in sections', () => {
    const list = { button: 'Choose', sections: [{ title: 'Small', rows: [{ id: 's', title: 'Small' }] }] };
    expect(content({ list })).toEqual({ kind: 'list', text: 'Well, Ann?', ...list });
  });

  it('sends a text with a button that opens an address', () => {
    const link = { title: 'Open', url: 'https://x.example/{{ trigger.data.cartId }}' };
    expect(content({ link })).toEqual({
      kind: 'link',
      text: 'Well, Ann?',
      title: 'Open',
      url: 'https://x.example/cart-1',
    });
  });

  it('puts a header above and a footer below', () => {
    const footer = 'Bye {{ contact.firstName }}';
    expect(content({ buttons, footer, header: { text: 'For {{ contact.firstName }}' } })).toMatchObject({
      header: { kind: 'text', text: 'For Ann' },
      footer: 'Bye Ann',
    });
    expect(content({ buttons, header: { media: 'image', link: 'https://x.example/a.png' } })).toMatchObject({
      header: { kind: 'media', media: 'image', link: 'https://x.example/a.png' },
    });
  });

  it('takes the way `failed` when a rendered part is too long, and names it', () => {
    const footer = `{% for i in (1..10) %}${'x'.repeat(10)}{% endfor %}`;
    const run = aStory(definition({ buttons, footer, failed: null }).build(), { world: open });
    expect(run.trail[0]).toMatchObject({
      why: 'footer has 100 characters, over 60',
      saw: { reason: 'invalid_content' },
    });
  });

  it.each([
    [
      'more than three buttons',
      { buttons: [...buttons, { id: 'a', title: 'A' }, { id: 'b', title: 'B' }] },
      'invalid_value /steps/ask/buttons',
    ],
    [
      'a title that is too long',
      { buttons: [{ id: 'a', title: 'x'.repeat(21) }] },
      'invalid_value /steps/ask/buttons/0/title',
    ],
    ['an id twice', { buttons: [buttons[0], { id: 'yes', title: 'No' }] }, 'invalid_value /steps/ask/buttons'],
    [
      'buttons and a list',
      { buttons, list: { button: 'x', rows: [{ id: 'a', title: 'A' }] } },
      'unknown_key /steps/ask/list',
    ],
    ['a title twice', { buttons: [buttons[0], { id: 'b', title: 'Yes' }] }, 'invalid_value /steps/ask/buttons'],
    ['a long footer', { buttons, footer: 'x'.repeat(61) }, 'invalid_content /steps/ask/footer'],
    ['a link to nowhere', { link: { title: 'Open', url: 'x' } }, 'invalid_content /steps/ask/link/url'],
    ['neither', {}, 'invalid_form /steps/ask'],
    ['no way out', { buttons, next: undefined }, 'dangling /steps/ask/next'],
  ])('refuses %s', (_, step, problem) => {
    const written = JSON.parse(JSON.stringify(definition(step).asWritten())) as unknown;
    expect(problemsOf(written)).toEqual([problem]);
  });
});
