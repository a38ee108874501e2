import { describe, expect, it } from '@jest/globals';
import { isFired } from '../testing/index.js';

describe('an integration trigger', () => {
  it('fires at the event of its name, when its filter holds', () => {
    const filter = { path: 'data.plan', op: 'eq', value: 'gold' } as const;
    const trigger = { type: 'integration', event: 'lead.created', filter } as const;
    expect(isFired(trigger, { type: 'integration.lead.created', data: { plan: 'gold' } })).toBe(true);
    expect(isFired(trigger, { type: 'integration.lead.created', data: { plan: 'tin' } })).toBe(false);
    expect(isFired(trigger, { type: 'integration.lead.lost', data: { plan: 'gold' } })).toBe(false);
  });
});
