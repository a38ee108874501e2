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
