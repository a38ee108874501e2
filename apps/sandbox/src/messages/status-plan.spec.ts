import { describe, expect, it } from '@jest/globals';
import { planStatuses } from './status-plan.js';

const settings = {
  statuses: ['sent', 'delivered', 'read'] as ('sent' | 'delivered' | 'read')[],
  delayMs: 20,
  repeat: 1,
};
const orderOf = (plan: ReturnType<typeof planStatuses>) => plan.map(({ status }) => status);

describe('planStatuses', () => {
  it('tells one status after the other', () => {
    expect(planStatuses({ ...settings, order: 'in_order' })).toEqual([
      { status: 'sent', trueAfterMs: 20, afterMs: 20 },
      { status: 'delivered', trueAfterMs: 40, afterMs: 40 },
      { status: 'read', trueAfterMs: 60, afterMs: 60 },
    ]);
  });

  it('keeps the true times when it tells them backwards', () => {
    const plan = planStatuses({ ...settings, order: 'reversed' });
    expect(plan.map(({ status, trueAfterMs }) => [status, trueAfterMs])).toEqual([
      ['read', 60],
      ['delivered', 40],
      ['sent', 20],
    ]);
  });

  it('shuffles by chance and loses none', () => {
    const chances = [0.9, 0.1, 0.5];
    const plan = planStatuses({ ...settings, order: 'shuffled' }, () => chances.shift() ?? 0);
    expect(orderOf(plan)).toEqual(['delivered', 'read', 'sent']);
  });

  it('repeats each', () => {
    expect(orderOf(planStatuses({ ...settings, repeat: 2, order: 'in_order' }))).toEqual([
      'sent',
      'sent',
      'delivered',
      'delivered',
      'read',
      'read',
    ]);
  });
});
