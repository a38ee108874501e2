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
    ['an id twice', { buttons: [buttons[0], buttons[0]] }, 'invalid_value /steps/ask/buttons'],
    [
      'buttons and a list',
      { buttons, list: { button: 'x', rows: [{ id: 'a', title: 'A' }] } },
      'unknown_key /steps/ask/list',
    ],
    ['neither', {}, 'invalid_form /steps/ask'],
    ['no way out', { buttons, next: undefined }, 'dangling /steps/ask/next'],
  ])('refuses %s', (_, step, problem) => {
    const written = JSON.parse(JSON.stringify(definition(step).asWritten())) as unknown;
    expect(problemsOf(written)).toEqual([problem]);
  });
});
