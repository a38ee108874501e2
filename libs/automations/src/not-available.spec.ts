import { expect, it } from '@jest/globals';
import { AutomationDefinition } from '@threadline/automation';
import { notAvailable } from './not-available.js';

const aDefinition = (parts: object = {}) =>
  AutomationDefinition.parse({
    name: 'Test',
    triggers: [{ id: 'cart', type: 'shop', event: 'cart.updated' }],
    start: 'tag',
    steps: { tag: { type: 'add_tag', tag: 'x', next: null } },
    ...parts,
  });
const codes = (parts: object) => notAvailable(aDefinition(parts)).map(({ code, path }) => `${code} ${path}`);

it('finds nothing against what acts in production', () => {
  expect(codes({})).toEqual([]);
});

it('names entry rules that nothing follows: queues, and grace at the event itself', () => {
  expect(codes({ entry: { onConflict: 'queue' } })).toEqual(['entry_not_available /entry/onConflict']);
  const entry = { audience: { tag: 'vip' }, grace: 'PT1H' };
  expect(codes({ entry })).toEqual(['entry_not_available /entry/grace']);
  const triggers = [{ id: 'cart', type: 'shop', event: 'cart.updated', when: { after: 'PT1M' } }];
  expect(codes({ entry, triggers })).toEqual([]);
});
