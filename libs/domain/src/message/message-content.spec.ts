import { describe, expect, it } from '@jest/globals';
import { contentFault, MessageContent } from './message-content.js';

const long = (length: number) => 'x'.repeat(length);
const rows = (count: number) => Array.from({ length: count }, (_, row) => ({ id: `${row}`, title: `Row ${row}` }));
const buttons = [{ id: 'y', title: 'Yes' }];
const fault = (content: object) => contentFault(content as MessageContent);

describe('the contents of a message', () => {
  it.each<[string, object]>([
    ['a text', { kind: 'text', text: long(4_096), previewUrl: true, replyTo: 'wamid.1' }],
    ['a picture by its address', { kind: 'media', media: 'image', link: 'https://x.example/a.png', caption: 'A' }],
    ['a document by its id', { kind: 'media', media: 'document', id: '7', fileName: 'a.pdf' }],
    ['a place', { kind: 'location', latitude: -90, longitude: 180 }],
    ['a card', { kind: 'contacts', contacts: [{ name: 'Ann', phones: [{ phone: '+391' }] }] }],
    ['a reaction', { kind: 'reaction', emoji: '👍🏽', replyTo: 'wamid.1' }],
    ['buttons', { kind: 'buttons', text: long(1_024), header: { kind: 'text', text: 'A' }, footer: 'B', buttons }],
    ['a list', { kind: 'list', text: 'x', button: 'Choose', rows: rows(10) }],
    ['a list in sections', { kind: 'list', text: 'x', button: 'Choose', sections: [{ title: 'A', rows: rows(10) }] }],
    ['a link', { kind: 'link', text: 'x', title: 'Open', url: 'https://x.example' }],
    ['a request to call', { kind: 'call_permission', text: 'May we call?' }],
    [
      'a template with an amount',
      {
        kind: 'template',
        name: 't',
        language: 'en',
        variables: { 1: { currency: 'EUR', amount1000: 10_000, fallback: '10 EUR' } },
      },
    ],
  ])('may be %s', (_, content) => {
    expect(fault(content)).toBeUndefined();
  });

  it.each<[string, object, string, string]>([
    ['a long text', { kind: 'text', text: long(4_097) }, 'text', 'has 4097 characters, over 4096'],
    ['no words', { kind: 'text', text: ' \n' }, 'text', 'is empty'],
    [
      'a bad address',
      { kind: 'media', media: 'image', link: 'ftp://x' },
      'link',
      'is not an address such as https://example.com/a.png',
    ],
    [
      'a sound with a caption',
      { kind: 'media', media: 'audio', id: '1', caption: 'x' },
      'caption',
      'cannot be shown with media of kind audio',
    ],
    [
      'a picture with a file name',
      { kind: 'media', media: 'image', id: '1', fileName: 'x' },
      'fileName',
      'cannot be shown with media of kind image',
    ],
    [
      'a long caption',
      { kind: 'media', media: 'image', link: 'https://x.example', caption: long(1_025) },
      'caption',
      'has 1025 characters, over 1024',
    ],
    [
      'a long header',
      { kind: 'buttons', text: 'x', header: { kind: 'text', text: long(61) }, buttons },
      'header.text',
      'has 61 characters, over 60',
    ],
    [
      'a long footer',
      { kind: 'buttons', text: 'x', footer: long(61), buttons },
      'footer',
      'has 61 characters, over 60',
    ],
    [
      'two buttons with one title',
      { kind: 'buttons', text: 'x', buttons: [...buttons, { id: 'z', title: 'Yes' }] },
      'buttons',
      'has a title twice',
    ],
    [
      'a row with a long description',
      { kind: 'list', text: 'x', button: 'A', rows: [{ id: '1', title: 'a', description: long(73) }] },
      'rows.0.description',
      'has 73 characters, over 72',
    ],
    [
      'eleven rows over two sections',
      {
        kind: 'list',
        text: 'x',
        button: 'A',
        sections: [
          { title: 'A', rows: rows(10) },
          { title: 'B', rows: [{ id: 'n', title: 'N' }] },
        ],
      },
      'sections',
      'has over 10 rows in all',
    ],
    [
      'a link to nowhere',
      { kind: 'link', text: 'x', title: 'Open', url: 'x' },
      'url',
      'is not an address such as https://example.com/a.png',
    ],
    [
      'a long code',
      { kind: 'template', name: 't', language: 'en', variables: {}, buttons: [{ index: 0, couponCode: long(21) }] },
      'buttons.0.couponCode',
      'has 21 characters, over 20',
    ],
    [
      'an empty variable',
      { kind: 'template', name: 't', language: 'en', variables: { name: '' } },
      'variables.name',
      'is empty',
    ],
    ['two emoji', { kind: 'reaction', emoji: '👍👍', replyTo: '1' }, 'emoji', 'is not one emoji'],
  ])('may not have %s, and the field is named', (_, content, field, message) => {
    expect(fault(content)).toEqual({ field, message });
  });
});
