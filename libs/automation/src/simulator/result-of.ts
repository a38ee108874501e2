import type { Instant } from '@threadline/domain';
import { iso } from './narration.js';
import type { Scene } from './scene.js';
import type { Script } from './script.js';
import { isLive, type SimulatedRun } from './simulated-run.js';
import type { SimulatedRunSummary, SimulationResult } from './simulation-result.js';

/** What came of a simulation, where it stands now. */
export function resultOf(scene: Scene, script: Script): SimulationResult {
  const { runs, narration, contact } = scene;
  const { tags, lists, fields, marketingConsent: consent, blocked } = contact.contact;
  return {
    outcome: outcomeOf(runs),
    entered: runs.some(({ enteredAt }) => enteredAt !== undefined),
    refusedBecause: runs.find(({ state }) => state === 'refused')?.reason ?? null,
    runs: runs.map(summaryOf),
    sends: narration.sends,
    trail: narration.trail,
    contact: { tags: [...tags], lists: [...lists], fields, consent, blocked },
    warnings: [...scene.warnings, ...leftOvers(scene, script)],
  };
}

function outcomeOf(runs: readonly SimulatedRun[]): SimulationResult['outcome'] {
  const last = runs.findLast(({ state }) => state !== 'refused') ?? runs.at(-1);
  if (!last) return null;
  const { state, reason, convertedAt } = last;
  return { state, exitReason: state === 'exited' ? (reason ?? null) : null, convertedAt: isoOrNull(convertedAt) };
}

const summaryOf = (run: SimulatedRun): SimulatedRunSummary => ({
  run: run.id,
  trigger: run.triggerId,
  key: run.key,
  state: run.state,
  reason: run.reason ?? null,
  enteredAt: isoOrNull(run.enteredAt),
  endedAt: isoOrNull(run.endedAt),
  convertedAt: isoOrNull(run.convertedAt),
  standing: [...run.standing],
});

/** What the author may have expected to matter and did not. */
function leftOvers({ runs, now }: Scene, script: Script): string[] {
  return [
    ...runs.filter(isLive).map(({ id, state }) => `${id} is still ${state} at the end, ${iso(now)}`),
    ...script.unused.map((step) => `no effect of step "${step}" came to what the timeline tells of it`),
  ];
}

const isoOrNull = (moment: Instant | undefined): string | null => (moment === undefined ? null : iso(moment));
