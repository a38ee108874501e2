import { describe, expect, it } from '@jest/globals';
import { isFired } from '../testing/index.js';

const joined = { type: 'contact.list_joined', data: { list: 'news', listId: 'l-1' } };
const left = { type: 'contact.list_left', data: { list: 'news', listId: 'l-1' } };

describe('a list trigger', () => {
  it('fires when the contact joins its list, or leaves it, as told', () => {
    expect(isFired({ type: 'list', list: 'news' }, joined)).toBe(true);
    expect(isFired({ type: 'list', list: 'news' }, left)).toBe(false);
    expect(isFired({ type: 'list', list: 'news', direction: 'left' }, left)).toBe(true);
    expect(isFired({ type: 'list', list: 'other' }, joined)).toBe(false);
  });
});
