import { expect, it } from '@jest/globals';
import { replyContentOf } from './reply-content.js';

it.each([
  [
    { kind: 'media', media: 'image', mediaId: '1', mimeType: 'image/png' },
    { kind: 'media', media: 'image' },
  ],
  [
    { kind: 'list_reply', id: 'a', title: 'A', description: 'x' },
    { kind: 'list_reply', id: 'a', title: 'A' },
  ],
  [
    { kind: 'reaction', emoji: '👍', messageId: 'm' },
    { kind: 'other', type: 'reaction' },
  ],
  [
    { kind: 'unsupported', type: 'poll' },
    { kind: 'other', type: 'poll' },
  ],
] as const)('%j becomes %j', (received, content) => {
  expect(replyContentOf(received)).toEqual(content);
});
