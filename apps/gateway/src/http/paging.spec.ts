import { expect, it } from '@jest/globals';
import { PageQuery, pageView, TimelineQuery } from './paging.js';

const next = { at: '2026-01-01T00:00:00.123456Z', id: '0199b1f0-0000-7000-8000-000000000001' };

it('comes back with the cursor to the place it was made from, to the microsecond', () => {
  const { nextCursor } = pageView({ rows: [1, 2], next }, (row) => row);
  expect(nextCursor).toMatch(/^[\w-]+$/);
  expect(PageQuery.parse({ cursor: nextCursor, limit: '2' })).toEqual({ limit: 2, cursor: next });
});

it('has no cursor on the last page, and 50 rows unless asked', () => {
  expect(pageView({ rows: [1] }, (row) => row * 2)).toEqual({ data: [2], nextCursor: null });
  expect(PageQuery.parse({})).toEqual({ limit: 50 });
});

it('takes no cursor of another list', () => {
  const ofTimeline = pageView({ rows: [1], next: { ...next, id: 'd00000000000000000042' } }, (row) => row).nextCursor;
  expect(TimelineQuery.safeParse({ cursor: ofTimeline }).success).toBe(true);
  expect(PageQuery.safeParse({ cursor: ofTimeline }).success).toBe(false);
});
