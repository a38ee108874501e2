import { awaiting, type Mortal, type MortalStack } from '@threadline/local';
import { Faults } from './faults.js';
import { Random } from './random.js';
import type { Outcome } from './report.js';
import { Scene } from './scene.js';

const seed = 1;
const contacts = 60;
const perSecond = 4;
const barrierWithinMs = 60_000;
const quietWithinMs = 120_000;
/** So many sends wait for their answers when the worker dies. */
const heldSends = 3;
/** Between two barriers so many more runs have begun. */
const runsBetween = 12;

/** Kills every part once under load, each when so many runs have begun, the worker in the middle of sends. */
export async function killEachOnce(stack: MortalStack): Promise<Outcome> {
  const scene = await Scene.set(stack, new Random(seed), { contacts });
  const over = new AbortController();
  try {
    const playing = scene.play(perSecond, over.signal);
    await killAtBarriers(stack, scene);
    over.abort();
    await playing;
    const left = await scene.untilQuiet(quietWithinMs, () => {});
    return { evidence: await scene.look(), left, ownEndings: stack.ownEndings };
  } finally {
    over.abort();
    await scene.close().catch(() => undefined);
  }
}

async function killAtBarriers(stack: MortalStack, scene: Scene): Promise<void> {
  const faults = new Faults(stack, scene.number, () => {});
  const kill = (part: Mortal) => faults.happen({ kind: 'kill', part, downMs: 0 });
  let runs = 0;
  const barrier = () => until(`${(runs += runsBetween)} runs`, async () => (await scene.countRuns()) >= runs);
  await barrier();
  await faults.whileHeld(async () => {
    await until(`${heldSends} sends under way`, async () => (await faults.held()) >= heldSends);
    await kill('worker');
  });
  for (const part of ['gateway', 'temporal', 'kafka', 'postgres'] as const) {
    await barrier();
    await kill(part);
  }
  await barrier();
}

const until = (what: string, isSo: () => Promise<boolean>): Promise<unknown> =>
  awaiting({ what, withinMs: barrierWithinMs, everyMs: 200 }, async () =>
    (await isSo()) ? { found: true } : { seen: 'not yet' },
  );
