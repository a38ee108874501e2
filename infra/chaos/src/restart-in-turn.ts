import type { MortalStack } from '@threadline/local';
import type { Outcome } from './report.js';
import { underLoad } from './under-load.js';

/** Restarts two gateways and two workers under load, one after the other, as a deploy does. */
export const restartInTurn = (stack: MortalStack): Promise<Outcome> =>
  underLoad(stack, async (_, barrier) => {
    for (const part of ['gateway', 'gateway-2', 'worker', 'worker-2'] as const) {
      await barrier();
      await stack.restart(part);
    }
  });
