import { describe, expect, it } from '@jest/globals';
import { MessageContent } from '@threadline/domain';
import { graphMessage } from './graph-message.js';

const to = { phone: '+391234567890' };
const sent = (content: unknown, replyTo?: string) =>
  graphMessage(MessageContent.parse(content), { to, callbackId: 'm-1', replyTo });

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
    const hi = { kind: 'text', text: 'hi' } as const;
    const message = graphMessage(hi, { to: { userId: 'IT.abc' }, callbackId: 'm-1' });
    expect(message).toMatchObject({ recipient: 'IT.abc' });
    expect(message).not.toHaveProperty('to');
    expect(() => graphMessage(hi, { to: {}, callbackId: 'm-1' })).toThrow(RangeError);
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

  it('sends amounts and moments as such', () => {
    const variables = {
      '1': { currency: 'EUR', amount1000: 12_500, fallback: '12.5 EUR' },
      '2': { dateTime: 'Monday' },
    };
    expect(sent({ kind: 'template', name: 't', language: 'en', variables })['template']).toMatchObject({
      components: [
        {
          parameters: [
            { type: 'currency', currency: { fallback_value: '12.5 EUR', code: 'EUR', amount_1000: 12_500 } },
            { type: 'date_time', date_time: { fallback_value: 'Monday' } },
          ],
        },
      ],
    });
  });

  it('fills buttons that copy a code, open a flow, the catalogue or products', () => {
    const sections = [{ title: 'New', products: ['p1', 'p2'] }];
    const buttons = [
      { index: 0, couponCode: 'SAVE10' },
      { index: 1, flowToken: 'run-1', flowData: { step: 'a' } },
      { index: 2, thumbnail: 'p1' },
      { index: 3, thumbnail: 'p1', sections },
    ];
    const { template } = sent({ kind: 'template', name: 't', language: 'en', buttons });
    expect((template as { components: object[] }).components).toMatchObject([
      { sub_type: 'copy_code', parameters: [{ type: 'coupon_code', coupon_code: 'SAVE10' }] },
      { sub_type: 'flow', parameters: [{ action: { flow_token: 'run-1', flow_action_data: { step: 'a' } } }] },
      { sub_type: 'catalog', parameters: [{ action: { thumbnail_product_retailer_id: 'p1' } }] },
      {
        sub_type: 'mpm',
        parameters: [
          {
            action: {
              sections: [
                { title: 'New', product_items: [{ product_retailer_id: 'p1' }, { product_retailer_id: 'p2' }] },
              ],
            },
          },
        ],
      },
    ]);
  });

  it.each([
    ['a b/ü?x=1', 'a%20b/%C3%BC?x=1'],
    ['abc%20def', 'abc%20def'],
    ['100%', '100%25'],
  ])('encodes the end of an address where needed: %s', (urlSuffix, encoded) => {
    const buttons = [{ index: 0, urlSuffix }];
    expect(sent({ kind: 'template', name: 't', language: 'en', buttons })['template']).toMatchObject({
      components: [{ parameters: [{ type: 'text', text: encoded }] }],
    });
  });

  it('puts header and footer around interactive messages', () => {
    const around = { header: { kind: 'media', media: 'image', id: '9' }, footer: 'Bye' };
    const buttons = [{ id: 'y', title: 'Yes' }];
    expect(sent({ kind: 'buttons', text: 'Yes?', buttons, ...around })['interactive']).toMatchObject({
      header: { type: 'image', image: { id: '9' } },
      footer: { text: 'Bye' },
    });
    const header = { kind: 'text', text: 'News' };
    expect(sent({ kind: 'link', text: 'Look', title: 'Open', url: 'https://x.example', header })).toMatchObject({
      interactive: {
        type: 'cta_url',
        header: { type: 'text', text: 'News' },
        body: { text: 'Look' },
        action: { name: 'cta_url', parameters: { display_text: 'Open', url: 'https://x.example' } },
      },
    });
  });

  it('sends a list in sections', () => {
    const sections = [{ title: 'Small', rows: [{ id: 's', title: 'S' }] }];
    expect(sent({ kind: 'list', text: 'Which?', button: 'Choose', sections })).toMatchObject({
      interactive: { type: 'list', action: { button: 'Choose', sections } },
    });
  });

  it('asks whether the business may call', () => {
    expect(sent({ kind: 'call_permission', text: 'May we call?' })['interactive']).toEqual({
      type: 'call_permission_request',
      body: { text: 'May we call?' },
      action: { name: 'call_permission_request' },
    });
  });

  it('sends contact cards, with a first name in any case', () => {
    const contacts = [{ name: 'Ann Lee', company: 'Shop', phones: [{ phone: '+391', type: 'WORK' }] }];
    expect(sent({ kind: 'contacts', contacts })['contacts']).toEqual([
      {
        name: { formatted_name: 'Ann Lee', first_name: 'Ann Lee' },
        org: { company: 'Shop' },
        phones: [{ phone: '+391', type: 'WORK' }],
      },
    ]);
  });

  it('quotes a message, and reacts to one', () => {
    expect(sent({ kind: 'text', text: 'hi' }, 'wamid.1')['context']).toEqual({ message_id: 'wamid.1' });
    const reaction = sent({ kind: 'reaction', emoji: '👍', replyTo: 'ours' }, 'wamid.1');
    expect(reaction).toMatchObject({ type: 'reaction', reaction: { message_id: 'wamid.1', emoji: '👍' } });
    expect(reaction).not.toHaveProperty('context');
    expect(() => sent({ kind: 'reaction', emoji: '👍', replyTo: 'ours' })).toThrow(RangeError);
  });
});
