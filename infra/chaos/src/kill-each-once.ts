import type { Mortal, MortalStack } from '@threadline/local';
import { Faults } from './faults.js';
import type { Outcome } from './report.js';
import { underLoad, until } from './under-load.js';

/** So many sends wait for their answers when the worker dies. */
const heldSends = 3;

/** Kills every part once under load, each when so many runs have begun, the worker in the middle of sends. */
export const killEachOnce = (stack: MortalStack): Promise<Outcome> =>
  underLoad(stack, async (scene, barrier) => {
    const faults = new Faults(stack, scene.number, () => {});
    const kill = (part: Mortal) => faults.happen({ kind: 'kill', part, downMs: 0 });
    await barrier();
    await faults.whileHeld(async () => {
      await until(`${heldSends} sends under way`, async () => (await faults.held()) >= heldSends);
      await kill('worker');
    });
    for (const part of ['gateway', 'temporal', 'kafka', 'postgres'] as const) {
      await barrier();
      await kill(part);
    }
  });
