import { expect, it } from '@jest/globals';
import { linkedFile, withFileId } from './linked-file.js';
import { MessageContent } from './message-content.js';

const link = 'https://example.com/a.png';
const header = { kind: 'media', media: 'image', link };
const buttons = { kind: 'buttons', text: 'Which?', buttons: [{ id: 'a', title: 'A' }] };

it.each([
  [{ kind: 'media', media: 'document', link, caption: 'Yours', fileName: 'a.pdf' }, 'link'],
  [{ kind: 'template', name: 'hello', language: 'en', header }, 'header.link'],
  [{ ...buttons, header }, 'header.link'],
  [{ kind: 'link', text: 'Look', title: 'Open', url: link, header }, 'header.link'],
])('finds the file of a message, and puts its id in the place of its address: %#', (given, field) => {
  const content = MessageContent.parse(given);
  expect(linkedFile(content)).toMatchObject({ field, link });
  const sent = withFileId(content, '123');
  expect(MessageContent.parse(sent)).toEqual(sent);
  expect(linkedFile(sent)).toBeUndefined();
  expect(JSON.stringify(sent)).toContain('"id":"123"');
});

it.each([
  { kind: 'text', text: link },
  { kind: 'media', media: 'image', id: '7' },
  { kind: 'template', name: 'hello', language: 'en', header: { kind: 'text', variables: { 1: link } } },
  { ...buttons, header: { ...header, link: undefined, id: '7' } },
])('finds none elsewhere: %#', (given) => {
  const content = MessageContent.parse(given);
  expect(linkedFile(content)).toBeUndefined();
});
