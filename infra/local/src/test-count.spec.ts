import { describe, expect, it } from '@jest/globals';
import { countLine, countOf, isGood, sumOf, type JestResult } from './test-count.js';

const aResult = (changes: Partial<JestResult> = {}): JestResult => ({
  success: true,
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
  testResults: [],
  ...changes,
});

describe('the line that ends npm test', () => {
  it('tells passed and failed, and skipped only when there are some', () => {
    expect(countLine({ passed: 5, failed: 0, skipped: 0 })).toBe('5 passed, 0 failed');
    expect(countLine({ passed: 5, failed: 1, skipped: 2 })).toBe('5 passed, 1 failed, 2 skipped');
  });

  it('counts a suite that could not be run as failed', () => {
    expect(countOf(aResult({ success: false, numRuntimeErrorTestSuites: 1 }))).toMatchObject({ passed: 5, failed: 1 });
  });

  it('counts todos as skipped', () => {
    expect(countOf(aResult({ numPendingTests: 1, numTodoTests: 2 })).skipped).toBe(3);
  });

  it('is not good when Jest refuses the run although every test passed', () => {
    expect(countOf(aResult({ success: false })).failed).toBe(1);
  });

  it('adds up several runs', () => {
    const counts = [countOf(aResult({ numPendingTests: 1 })), { passed: 2, failed: 1, skipped: 0 }];
    expect(sumOf(counts)).toEqual({ passed: 7, failed: 1, skipped: 1 });
  });

  it('is not good when nothing was executed', () => {
    expect(isGood(countOf(aResult({ numPassedTests: 0, numPendingTests: 5 })))).toBe(false);
    expect(isGood(countOf(aResult()))).toBe(true);
  });
});
