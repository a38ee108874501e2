import { CancellationScope, defineSignal, setHandler } from '@temporalio/workflow';
import { signal, type Bell, type RunInput, type RunOutcome } from '@threadline/contracts/workflows';
import { RunDriver } from './run-driver.js';

/**
 * Drives one run for seconds or months. It decides nothing: every decision is a transaction in Postgres, asked for through
 * `advanceRun`; this loop only launches what the run orders and waits for the next bell or moment.
 */
export function automationRun(input: RunInput): Promise<RunOutcome> {
  const { cancelRequested } = CancellationScope.current();
  return CancellationScope.nonCancellable(async () => {
    const run = new RunDriver(input); // built in here, so that a cancellation reaches its sends by way of the decision only
    onAnyBell(() => run.ring());
    cancelRequested.catch(() => run.stop());
    for (;;) {
      const orders = await run.advance();
      if (orders.outcome) return run.finish(orders.outcome);
      if (run.shouldStartAfresh) return run.startAfresh();
      run.launch(orders.effects);
      await run.wait(orders);
    }
  });
}

function onAnyBell(ring: () => void): void {
  for (const name of Object.values(signal)) setHandler(defineSignal<[Bell]>(name), ring);
}
