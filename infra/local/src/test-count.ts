import { z } from 'zod';

/** What we read of Jest's `--json` result (https://jestjs.io/docs/cli#--json). */
export const JestResult = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
  testResults: z.array(z.object({ name: z.string(), startTime: z.number(), endTime: z.number() })),
});
export type JestResult = z.infer<typeof JestResult>;

/** The verdict over all suites. */
export interface TestCount {
  readonly passed: number;
  /** Failed tests, suites that could not be run at all, and one for a run that Jest refuses for another reason. */
  readonly failed: number;
  readonly skipped: number;
}

export function countOf(result: JestResult): TestCount {
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return {
    passed: result.numPassedTests,
    failed: failed === 0 && !result.success ? 1 : failed,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

/** Over several runs of Jest. */
export const sumOf = (counts: readonly TestCount[]): TestCount => ({
  passed: counts.reduce((sum, { passed }) => sum + passed, 0),
  failed: counts.reduce((sum, { failed }) => sum + failed, 0),
  skipped: counts.reduce((sum, { skipped }) => sum + skipped, 0),
});

/** The last line of `npm test`. */
export const countLine = ({ passed, failed, skipped }: TestCount): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/** A run in which nothing was executed has proved nothing. */
export const isGood = ({ passed, failed }: TestCount): boolean => passed > 0 && failed === 0;
