import { beforeAll, describe, expect, it } from '@jest/globals';
import { DefaultLogger, Runtime, Worker, type WorkflowBundle } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { bundleDriver } from '@threadline/workflows/testing';
import { cases } from './cases.js';
import { storedHistories } from './stored.js';

const stored = storedHistories(import.meta.dirname);
const mostBytes = 60_000;
let bundle: WorkflowBundle & { code: string };

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  bundle = (await bundleDriver()) as typeof bundle;
});

const replay = (name: string, workflowBundle: WorkflowBundle = bundle): Promise<void> =>
  Worker.runReplayHistory({ workflowBundle }, stored.find((one) => one.name === name)?.history, name);

/** The driver's code with a change that nobody marked with `patched`. */
function changed(from: string, to: string): WorkflowBundle {
  const code = bundle.code.replace(from, to);
  if (code === bundle.code) throw new Error(`the driver has no ${from}`);
  return { code };
}

describe('the stored histories', () => {
  it('are there for every case', () => {
    expect(stored.map(({ name }) => name)).toEqual(expect.arrayContaining(cases.map(({ name }) => name)));
  });

  it.each(stored)('replay with the current driver: $name', async ({ name }) => {
    await replay(name);
  });

  it.each(stored)('are small and tell nothing of the machine that made them: $name', ({ bytes, text }) => {
    expect(bytes).toBeLessThan(mostBytes);
    expect(text).not.toMatch(/"(identity|stackTrace)"|"\d+@|file:|\/(home|root|work|tmp)\//);
  });
});

describe('a change of the driver that live runs would not survive', () => {
  it.each([
    ['reference-journey', 'no search attribute at the end', 'upsertSearchAttributes)(', 'upsertMemo)('],
    ['thirty-day-wait', 'the wait before the launch', 'run.launch(orders.effects);', 'await run.wait(orders);'],
    ['cancelled-in-temporal', 'a cancellation that is not heard', '()=>run.stop()', '()=>undefined'],
    ['opt-out-during-wait', 'bells that are not heard', '()=>run.ring()', '()=>undefined'],
    ['exit-during-send', 'sends that are not let go', 'this.sending.cancel()', 'undefined'],
    ['audience-of-three-pages', 'pages that are not told', 'while (from.cursor', 'while (false && from.cursor'],
    ['send-rested', 'no rest after a defect', 'this.isLettingGo, restMs)', 'true)'],
  ])('is refused by the history %s: %s', async (name, _change, from, to) => {
    await expect(replay(name, changed(from, to))).rejects.toThrow(DeterminismViolationError);
  });
});
