import { describe, expect, it } from '@jest/globals';
import { checkFormat } from './template-format.js';
import { NewTemplate } from './template.js';

const check = (components: object[], parameter_format = 'positional') =>
  checkFormat(NewTemplate.parse({ name: 't', language: 'en', category: 'utility', parameter_format, components }));
const body = (text: string) => ({ type: 'BODY', text });
const quick = (text: string) => ({ type: 'QUICK_REPLY', text });
const link = (text: string) => ({ type: 'URL', text, url: 'https://example.com/{{1}}' });

describe('checkFormat', () => {
  it('takes what WhatsApp takes', () => {
    const buttons = { type: 'BUTTONS', buttons: [quick('Yes'), quick('No'), link('Open')] };
    expect(() =>
      check([
        { type: 'HEADER', format: 'TEXT', text: 'For {{1}}' },
        body('Hi {{1}} and {{2}}.'),
        { type: 'FOOTER', text: 'Bye' },
        buttons,
      ]),
    ).not.toThrow();
    expect(() => check([body('Hi {{first_name}}!')], 'named')).not.toThrow();
  });

  it.each([
    ['no body', [{ type: 'FOOTER', text: 'x' }], 2388072],
    ['a body over 1024 characters', [body('x'.repeat(1_025))], 2388040],
    ['a variable at the start', [body('{{1}} hi')], 2388299],
    ['a variable at the end', [body('hi {{1}}')], 2388299],
    ['variables side by side', [body('hi {{1}} {{2}}.')], 2388072],
    ['a gap in the variables', [body('hi {{1}} and {{3}}.')], 2388072],
    ['names in a positional template', [body('hi {{name}}.')], 2388072],
    ['two variables in the header', [body('x'), { type: 'HEADER', text: 'a {{1}} b {{2}} c' }], 2388047],
    ['a variable in the footer', [body('x'), { type: 'FOOTER', text: 'a {{1}} b' }], 2388073],
    ['a long button', [body('x'), { type: 'BUTTONS', buttons: [quick('x'.repeat(26))] }], 2388040],
    ['quick replies apart', [body('x'), { type: 'BUTTONS', buttons: [quick('a'), link('b'), quick('c')] }], undefined],
    ['three links', [body('x'), { type: 'BUTTONS', buttons: [link('a'), link('b'), link('c')] }], undefined],
  ])('refuses %s', (_, components, subcode) => {
    expect(() => check(components)).toThrow(expect.objectContaining({ code: 100, subcode }));
  });
});
