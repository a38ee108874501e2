import { describe, expect, it } from '@jest/globals';
import type { Run } from './admin.js';
import { problemsOf, type Expectation, type Seen } from './comparison.js';

const expected: Expectation = {
  state: 'completed',
  reason: 'last_step',
  isConverted: true,
  timeline: ['entered', 'send_accepted', 'completed'],
  messages: ['reminder', 'Thank you'],
};

const aRun = (told: Partial<Run> = {}): Run => ({
  id: 'run',
  contactId: 'contact',
  state: 'completed',
  reason: 'last_step',
  enteredAt: '2026-11-01T10:00:00Z',
  convertedAt: '2026-11-01T10:05:00Z',
  ...told,
});

const asExpected: Seen = {
  runs: [aRun()],
  timeline: ['armed', 'entered', 'send_planned', 'send_accepted', 'completed', 'converted'],
  messages: ['reminder', 'Thank you'],
};

const problems = (told: Partial<Seen>) => problemsOf('Ada', expected, { ...asExpected, ...told });

describe('a customer', () => {
  it('has no problem when all is as expected, whatever else the timeline shows', () => {
    expect(problems({})).toEqual([]);
  });

  it.each([
    { told: { runs: [] }, because: 'Ada: expected one run, seen 0' },
    { told: { runs: [aRun(), aRun()] }, because: 'Ada: expected one run, seen 2' },
    { told: { runs: [aRun({ state: 'active' })] }, because: 'Ada: state: expected completed, seen active' },
    { told: { runs: [aRun({ reason: 'goal' })] }, because: 'Ada: reason: expected last_step, seen goal' },
    { told: { runs: [aRun({ convertedAt: null })] }, because: 'Ada: converted: expected true, seen false' },
    {
      told: { messages: ['reminder', 'Thank you', 'Thank you'] },
      because: 'Ada: messages: expected reminder | Thank you, seen reminder | Thank you | Thank you',
    },
    {
      told: { timeline: ['entered', 'completed', 'send_accepted'] },
      because: 'Ada: timeline: expected entered send_accepted completed, seen entered completed send_accepted',
    },
  ])('has the problem "$because"', ({ told, because }) => {
    expect(problems(told)).toEqual([because]);
  });
});
