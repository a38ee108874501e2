import { describe, expect, it } from '@jest/globals';
import { isFired } from '../testing/index.js';

const added = { type: 'contact.tag_added', data: { tag: 'vip' } };
const removed = { type: 'contact.tag_removed', data: { tag: 'vip' } };

describe('a tag trigger', () => {
  it('fires when its tag is added, or when it is removed, as told', () => {
    const fires = (change?: 'added' | 'removed') =>
      [added, removed].map((event) => isFired({ type: 'tag', tag: 'vip', ...(change && { change }) }, event));
    expect(fires()).toEqual([true, false]);
    expect(fires('added')).toEqual([true, false]);
    expect(fires('removed')).toEqual([false, true]);
  });

  it('does not fire at other tags', () => {
    expect(isFired({ type: 'tag', tag: 'new' }, added)).toBe(false);
  });
});
