import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SendInput } from '@threadline/whatsapp';
import { RunningSandbox } from '../testing/running-sandbox.js';
import { codeOf, type TestNumber } from '../testing/test-number.js';

let sandbox: RunningSandbox;
let number: TestNumber;
let said = '';
beforeAll(async () => void (sandbox = await RunningSandbox.start()));
afterAll(() => sandbox.stop());
beforeEach(async () => {
  number = await sandbox.newNumber();
  const { body } = await number.write('hi');
  said = String(body['messageId']);
});

type Content = SendInput['content'];
const long = (length: number) => 'x'.repeat(length);
const buttons = [{ id: 'y', title: 'Yes' }];
const link = 'https://shop.example/a.png';

describe('a free message', () => {
  it.each<[string, Content, object]>([
    ['a text with a preview', { kind: 'text', text: link, previewUrl: true }, { type: 'text', text: link }],
    ['an image', { kind: 'media', media: 'image', link, caption: 'A' }, { type: 'image', text: '[image] A' }],
    ['a video', { kind: 'media', media: 'video', link }, { type: 'video' }],
    ['an audio', { kind: 'media', media: 'audio', link }, { type: 'audio' }],
    ['a sticker', { kind: 'media', media: 'sticker', link }, { type: 'sticker' }],
    [
      'a document',
      { kind: 'media', media: 'document', link, fileName: 'a.pdf' },
      { type: 'document', request: { document: { filename: 'a.pdf' } } },
    ],
    [
      'a place',
      { kind: 'location', latitude: 45, longitude: 9, name: 'Shop' },
      { type: 'location', text: '[location] Shop' },
    ],
    [
      'contact cards',
      { kind: 'contacts', contacts: [{ name: 'Ann', phones: [{ phone: '+391' }] }] },
      { type: 'contacts', text: '[contacts] Ann' },
    ],
    [
      'reply buttons with a header and a footer',
      { kind: 'buttons', text: 'Well?', buttons, header: { kind: 'text', text: 'A' }, footer: 'B' },
      { text: 'Well?', buttons: [{ kind: 'button_reply', payload: 'y', title: 'Yes' }] },
    ],
    [
      'a list',
      { kind: 'list', text: 'Which?', button: 'Choose', rows: [{ id: '1', title: 'One' }] },
      { buttons: [{ kind: 'list_reply', payload: '1' }] },
    ],
    [
      'a list in sections',
      {
        kind: 'list',
        text: 'Which?',
        button: 'Choose',
        sections: ['a', 'b'].map((id) => ({ title: id, rows: [{ id, title: id }] })),
      },
      { buttons: [{ payload: 'a' }, { payload: 'b' }] },
    ],
    ['a link', { kind: 'link', text: 'Look', title: 'Open', url: link }, { text: 'Look' }],
    ['a request to call', { kind: 'call_permission', text: 'May we?' }, { text: 'May we?' }],
  ])('may be %s', async (_, content, shown) => {
    expect(codeOf(await number.send(content))).toBe('accepted');
    expect(await number.ledger()).toMatchObject([shown]);
  });

  it('may quote a message of the chat, and react to one', async () => {
    expect(codeOf(await number.send({ kind: 'text', text: 'Yes' }, { replyTo: said }))).toBe('accepted');
    const reaction = { kind: 'reaction', emoji: '👍', replyTo: said } as const;
    expect(codeOf(await number.send(reaction, { replyTo: said }))).toBe('accepted');
    expect(await number.ledger()).toMatchObject([
      { about: said, text: 'Yes' },
      { about: said, text: '👍', type: 'reaction' },
    ]);
  });

  it('may quote nothing that is not of this chat', async () => {
    const text = { kind: 'text', text: 'Yes' } as const;
    expect(codeOf(await number.send(text, { replyTo: 'wamid.none' }))).toBe(131009);
    await number.order('customers/+391234567891/text', { text: 'hi' });
    expect(codeOf(await number.send(text, { to: '+391234567891', replyTo: said }))).toBe(131009);
  });

  it.each<[string, Content, number]>([
    ['a long text', { kind: 'text', text: long(4_097) }, 100],
    ['a long caption', { kind: 'media', media: 'image', link, caption: long(1_025) }, 100],
    ['a caption where none is shown', { kind: 'media', media: 'audio', link, caption: 'x' }, 131009],
    ['a file name where none is shown', { kind: 'media', media: 'image', link, fileName: 'x' }, 131009],
    ['a file that was never uploaded', { kind: 'media', media: 'image', id: '77' }, 131009],
    ['a place off the earth', { kind: 'location', latitude: 91, longitude: 0 }, 100],
    ['a long body', { kind: 'buttons', text: long(1_025), buttons }, 100],
    ['a long header', { kind: 'buttons', text: 'x', buttons, header: { kind: 'text', text: long(61) } }, 100],
    ['a long footer', { kind: 'buttons', text: 'x', buttons, footer: long(61) }, 100],
    [
      'four buttons',
      { kind: 'buttons', text: 'x', buttons: ['a', 'b', 'c', 'd'].map((id) => ({ id, title: id })) },
      100,
    ],
    ['a long button', { kind: 'buttons', text: 'x', buttons: [{ id: '1', title: long(21) }] }, 100],
    ['two buttons of one id', { kind: 'buttons', text: 'x', buttons: [...buttons, { id: 'y', title: 'No' }] }, 131009],
    ['a long row', { kind: 'list', text: 'x', button: 'A', rows: [{ id: '1', title: long(25) }] }, 100],
    [
      'eleven rows',
      {
        kind: 'list',
        text: 'x',
        button: 'A',
        rows: Array.from({ length: 11 }, (_, row) => ({ id: `${row}`, title: `${row}` })),
      },
      131009,
    ],
    ['a long label of a link', { kind: 'link', text: 'x', title: long(21), url: link }, 100],
    ['a link to nowhere', { kind: 'link', text: 'x', title: 'Open', url: 'shop' }, 131009],
  ])('is refused with %s', async (_, content, code) => {
    expect(codeOf(await number.send(content))).toBe(code);
    expect(await number.ledger()).toEqual([]);
  });
});

describe('a template', () => {
  const components = [
    { type: 'HEADER', format: 'IMAGE' },
    { type: 'BODY', text: 'Hi {{name}}, {{sum}} on {{day}}.' },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'QUICK_REPLY', text: 'Help' },
        { type: 'URL', text: 'Open', url: 'https://shop.example/{{1}}' },
        { type: 'COPY_CODE', example: 'SAVE10' },
      ],
    },
  ];
  const full: Content = {
    kind: 'template',
    name: 'full',
    language: 'en',
    header: { kind: 'media', media: 'image', link },
    variables: {
      name: 'Ann',
      sum: { currency: 'EUR', amount1000: 10_000, fallback: '10 EUR' },
      day: { dateTime: 'Monday' },
    },
    buttons: [
      { index: 0, payload: 'help' },
      { index: 1, urlSuffix: 'cart-1' },
      { index: 2, couponCode: 'SAVE10' },
    ],
  };
  beforeEach(async () => {
    const template = { name: 'full', category: 'MARKETING', language: 'en', components } as const;
    await number.client.createTemplate(number.wabaId, { ...template, parameterFormat: 'named' });
    await number.toldOf('template_status', (updates) => updates.some(({ event }) => event === 'APPROVED'));
  });

  it('may have named values, an amount, a moment, a picture and every kind of button', async () => {
    expect(codeOf(await number.send(full))).toBe('accepted');
    expect(await number.ledger()).toMatchObject([{ text: 'Hi Ann, 10 EUR on Monday.' }]);
  });

  it.each<[string, object, number]>([
    ['no picture', { header: undefined }, 132012],
    ['a picture that was never uploaded', { header: { kind: 'media', media: 'image', id: '7' } }, 131009],
    ['a place instead of a picture', { header: { kind: 'location', latitude: 1, longitude: 1 } }, 132012],
    ['a value too few', { variables: { name: 'Ann' } }, 132000],
    ['positional values', { variables: { 1: 'a', 2: 'b', 3: 'c' } }, 132012],
    ['no end of the address', { buttons: [] }, 131008],
    ['no code to copy', { buttons: [{ index: 1, urlSuffix: 'a' }] }, 131008],
    ['a payload for a link', { buttons: [{ index: 1, payload: 'a' }] }, 132018],
  ])('is refused with %s', async (_, wrong, code) => {
    expect(codeOf(await number.send({ ...full, ...wrong } as Content))).toBe(code);
  });

  it.each([
    ['PAUSED', 132015],
    ['DISABLED', 132016],
    ['REJECTED', 132001],
    ['PENDING', 132001],
  ])('that is %s is refused', async (status, code) => {
    await sandbox.control('templates', { wabaId: number.wabaId, name: 'full', language: 'en', status });
    expect(codeOf(await number.send(full))).toBe(code);
  });
});
