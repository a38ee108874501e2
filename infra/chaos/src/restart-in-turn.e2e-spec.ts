import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { MortalStack, temporaryProfile } from '@threadline/local';
import { judge } from './report.js';
import { restartInTurn } from './restart-in-turn.js';

jest.setTimeout(10 * 60_000);

let stack: MortalStack;
beforeAll(async () => {
  stack = await MortalStack.plan(temporaryProfile('restarts', process.pid), ['gateway', 'worker']);
  await stack.start();
});
afterAll(() => stack.stop());

it('nothing is lost and nothing done twice when two gateways and two workers are restarted in turn under load', async () => {
  const outcome = await restartInTurn(stack);
  expect(outcome.ownEndings).toEqual([]);
  expect(judge(outcome).filter(({ problems }) => problems.length > 0)).toEqual([]);
});
