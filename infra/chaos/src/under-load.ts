import { awaiting, type MortalStack } from '@threadline/local';
import { Random } from './random.js';
import type { Outcome } from './report.js';
import { Scene } from './scene.js';

const seed = 1;
const contacts = 60;
const perSecond = 4;
const barrierWithinMs = 180_000;
const quietPatienceMs = 120_000;
/** Between two barriers so many more runs have begun. */
const runsBetween = 12;

/** What may happen to a system under load. `barrier` resolves when so many more runs have begun. */
export type Happening = (scene: Scene, barrier: () => Promise<unknown>) => Promise<void>;

/** Has things happen to a system under a small load, waits for quiet and looks at what came of it. */
export async function underLoad(stack: MortalStack, happen: Happening): Promise<Outcome> {
  const scene = await Scene.set(stack, new Random(seed), { contacts });
  const over = new AbortController();
  let runs = 0;
  const barrier = () => until(`${(runs += runsBetween)} runs`, async () => (await scene.countRuns()) >= runs);
  try {
    const playing = scene.play(perSecond, over.signal);
    await happen(scene, barrier);
    await barrier();
    over.abort();
    await playing;
    const left = await scene.untilQuiet(quietPatienceMs, () => {});
    return { evidence: await scene.look(), left, ownEndings: stack.ownEndings };
  } finally {
    over.abort();
    await scene.close().catch(() => undefined);
  }
}

export const until = (what: string, isSo: () => Promise<boolean>): Promise<unknown> =>
  awaiting({ what, withinMs: barrierWithinMs, everyMs: 200 }, async () =>
    (await isSo()) ? { found: true } : { seen: 'not yet' },
  );
