import { describe, expect, it } from '@jest/globals';
import { graphMessage } from './graph-message.js';
import { OutgoingContent } from './outgoing-content.js';

const sent = (content: unknown) => graphMessage({ phone: '+391234567890' }, OutgoingContent.parse(content), 'm-1');

describe('graphMessage', () => {
  it('carries the recipient and our own id', () => {
    expect(sent({ kind: 'text', text: 'hi' })).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+391234567890',
      type: 'text',
      text: { body: 'hi', preview_url: false },
      biz_opaque_callback_data: 'm-1',
    });
  });

  it('addresses someone who hides their phone by their user id', () => {
    const message = graphMessage({ userId: 'IT.abc' }, { kind: 'text', text: 'hi' }, 'm-1');
    expect(message).toMatchObject({ recipient: 'IT.abc' });
    expect(message).not.toHaveProperty('to');
    expect(() => graphMessage({}, { kind: 'text', text: 'hi' }, 'm-1')).toThrow(RangeError);
  });

  it('sends positional variables in the order of their numbers, without names', () => {
    const variables = { '10': 'j', '2': 'b', '1': 'a', '3': 'c' };
    const { template } = sent({ kind: 'template', name: 't', language: 'en', variables });
    expect(template).toEqual({
      name: 't',
      language: { code: 'en' },
      components: [{ type: 'body', parameters: ['a', 'b', 'c', 'j'].map((text) => ({ type: 'text', text })) }],
    });
  });

  it('sends named variables with their names', () => {
    const { template } = sent({ kind: 'template', name: 't', language: 'en', variables: { first_name: 'Anna' } });
    expect(template).toMatchObject({
      components: [{ type: 'body', parameters: [{ type: 'text', parameter_name: 'first_name', text: 'Anna' }] }],
    });
  });

  it('sends a template without variables without components', () => {
    expect(sent({ kind: 'template', name: 't', language: 'en' })['template']).toEqual({
      name: 't',
      language: { code: 'en' },
    });
  });

  it('fills header and buttons of a template', () => {
    const { template } = sent({
      kind: 'template',
      name: 't',
      language: 'en',
      header: { kind: 'media', media: 'image', link: 'https://example.com/a.png' },
      buttons: [
        { index: 0, payload: 'help' },
        { index: 1, urlSuffix: 'cart-1' },
      ],
    });
    expect(template).toMatchObject({
      components: [
        { type: 'header', parameters: [{ type: 'image', image: { link: 'https://example.com/a.png' } }] },
        { type: 'button', sub_type: 'quick_reply', index: '0', parameters: [{ type: 'payload', payload: 'help' }] },
        { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: 'cart-1' }] },
      ],
    });
  });

  it('sends reply buttons and lists as interactive messages', () => {
    expect(sent({ kind: 'buttons', text: 'Yes?', buttons: [{ id: 'y', title: 'Yes' }] })).toMatchObject({
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'Yes?' },
        action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] },
      },
    });
    expect(sent({ kind: 'list', text: 'Which?', button: 'Choose', rows: [{ id: '1', title: 'One' }] })).toMatchObject({
      interactive: { type: 'list', action: { button: 'Choose', sections: [{ rows: [{ id: '1', title: 'One' }] }] } },
    });
  });

  it('sends media by link or id, and places', () => {
    expect(sent({ kind: 'media', media: 'document', id: '77', fileName: 'a.pdf', caption: 'Yours' })).toMatchObject({
      type: 'document',
      document: { id: '77', filename: 'a.pdf', caption: 'Yours' },
    });
    expect(sent({ kind: 'location', latitude: 45.4, longitude: 9.2, name: 'Milano' })).toMatchObject({
      type: 'location',
      location: { latitude: 45.4, longitude: 9.2, name: 'Milano' },
    });
  });
});

describe('OutgoingContent', () => {
  it.each([
    ['a text over 4096 characters', { kind: 'text', text: 'x'.repeat(4_097) }],
    ['four buttons', { kind: 'buttons', text: 'x', buttons: ['1', '2', '3', '4'].map((id) => ({ id, title: id })) }],
    ['a title over 20 characters', { kind: 'buttons', text: 'x', buttons: [{ id: '1', title: 'x'.repeat(21) }] }],
    ['media from nowhere', { kind: 'media', media: 'image' }],
    ['media from a file', { kind: 'media', media: 'image', link: 'file:///etc/passwd' }],
    ['an unknown kind', { kind: 'telepathy' }],
  ])('refuses %s', (_, content) => {
    expect(OutgoingContent.safeParse(content).success).toBe(false);
  });
});
