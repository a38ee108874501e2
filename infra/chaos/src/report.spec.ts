import { describe, expect, it } from '@jest/globals';
import { isGood, judge, reportLines, type Outcome } from './report.js';
import { trueEvidence } from './testing/true-evidence.js';

const outcome = (change: Partial<Outcome> = {}): Outcome => ({
  evidence: trueEvidence(),
  left: {},
  ownEndings: [],
  ...change,
});
const wrong = (one: Outcome) => judge(one).flatMap(({ what, problems }) => (problems.length > 0 ? [what] : []));

describe('a report', () => {
  it('is good when every check finds nothing, also when a part had to be started again', () => {
    expect(isGood(outcome({ ownEndings: ['gateway ended with code 1; last lines of …'] }))).toBe(true);
    const lines = reportLines(outcome({ ownEndings: ['gateway ended with code 1; last lines of …'] }));
    expect(lines).toContainEqual(expect.stringContaining('ended by itself, and was started again: gateway'));
    expect(lines).toContain('decided anew: 1 runs');
  });

  it('is not when something was left on its way', () => {
    expect(wrong(outcome({ left: { news: 2 } }))).toEqual(['all became quiet']);
  });

  it('is not when there was nothing to look at', () => {
    const { told, ...evidence } = trueEvidence();
    const none = { ...told, events: [], messages: [], orders: [], poison: [] };
    const empty = { ...evidence, told: none, runs: [], messages: [], ledger: [], deadLetters: [], workflows: [] };
    expect(wrong(outcome({ evidence: empty }))).toEqual(['there was something to look at']);
  });

  it('shows a few of many violations', () => {
    const evidence = { ...trueEvidence(), deadLetters: Array.from({ length: 30 }, () => odd) };
    const lines = reportLines(outcome({ evidence }));
    expect(lines.filter((line) => line.includes('nobody expected'))).toHaveLength(19);
    expect(lines).toContain('         and 11 more');
  });
});

const odd = { code: 'handling_failed', reason: 'a defect', value: '{}' };
