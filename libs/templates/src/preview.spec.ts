import { describe, expect, it } from '@jest/globals';
import { previewOf } from './preview.js';

const template = {
  variables: ['1', '2'],
  components: [
    { type: 'HEADER', format: 'IMAGE' },
    { type: 'BODY', text: 'Hi {{1}}, {{ 2 }} waits' },
    { type: 'FOOTER', text: 'Shop' },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Help' }, { type: 'OTP' }] },
  ],
};

describe('a preview', () => {
  it('shows a template with its variables filled', () => {
    expect(previewOf(template, { 1: 'Ada', 2: 'your cart' })).toEqual({
      header: '[IMAGE]',
      body: 'Hi Ada, your cart waits',
      footer: 'Shop',
      buttons: ['Help'],
      missing: [],
    });
  });

  it('leaves variables without a value as they are written, and names them', () => {
    expect(previewOf(template, { 1: '{{2}}' })).toMatchObject({ body: 'Hi {{2}}, {{ 2 }} waits', missing: ['2'] });
  });

  it('shows the text of a header', () => {
    const components = [
      { type: 'HEADER', text: 'For {{1}}' },
      { type: 'BODY', text: 'x' },
    ];
    expect(previewOf({ components, variables: ['1'] }, { 1: 'Ada' })).toMatchObject({
      header: 'For Ada',
      footer: null,
    });
  });
});
