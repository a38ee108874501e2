import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { MortalStack, temporaryProfile } from '@threadline/local';
import { killEachOnce } from './kill-each-once.js';
import { judge } from './report.js';

/** A send whose worker died is looked at again after a minute. */
jest.setTimeout(10 * 60_000);

let stack: MortalStack;
beforeAll(async () => {
  stack = await MortalStack.plan(temporaryProfile('chaos-short', process.pid));
  await stack.start();
});
afterAll(() => stack.stop());

it('nothing is lost and nothing done twice when gateway, worker, Temporal, Kafka and Postgres are killed under load', async () => {
  const outcome = await killEachOnce(stack);
  expect(judge(outcome).filter(({ problems }) => problems.length > 0)).toEqual([]);
});
