import type { EffectOrder, RunOutcome, StandingOrders } from '@threadline/contracts';
import { findRunAndEffects, type OpenEffect, type Run } from '@threadline/persistence';
import type { Work } from '../work.js';

const summaryBytes = 200;
const lookAgainMs = 5 * 60_000;
/** A run that waits longer looks again in between: Temporal's timers have no room for the year 9999. */
const longestTimerMs = 365 * 24 * 60 * 60_000;

/** What a run wants done, read from its rows as they are after the decision. */
export async function standingOrdersOf(work: Work, runId: string): Promise<StandingOrders> {
  const found = await findRunAndEffects(work.tx, runId);
  if (!found) return missing(work.now);
  const { run, effects } = found;
  const outcome = outcomeOf(run);
  if (outcome) return { revision: run.revision, effects: [], outcome, details: detailsOf(run) };
  const [waitingFor] = linesOf(run);
  return {
    revision: run.revision,
    effects: effects.map((effect): EffectOrder => ({ id: effect.id, kind: effect.of, summary: summaryOf(effect) })),
    ...(run.wakeAt !== null && { wakeAt: Math.min(run.wakeAt, work.now + longestTimerMs) }),
    ...(waitingFor !== undefined && { waitingFor: waitingFor.slice(0, summaryBytes) }),
    details: detailsOf(run),
  };
}

/** There is no row: the database was lost or restored. Nothing is sent; the workflow looks again later. */
export function missing(now: number): StandingOrders {
  return {
    revision: 0,
    effects: [],
    wakeAt: now + lookAgainMs,
    waitingFor: 'run row missing',
    details: '**needs repair**: the run has no row',
  };
}

/** The row is older than what the workflow has seen: the database was restored. Nothing is sent until someone looks. */
export function needsRepair(run: Run, now: number): StandingOrders {
  return {
    revision: run.revision,
    effects: [],
    wakeAt: now + lookAgainMs,
    waitingFor: 'needs repair',
    details: `**needs repair**: the row is at revision ${run.revision}, the workflow has seen a newer one`,
  };
}

/** Our own defect keeps the run from moving. It is tried again. */
export function stalled(because: string, { now, revision }: { now: number; revision: number }): StandingOrders {
  return {
    revision,
    effects: [],
    wakeAt: now + 60_000,
    waitingFor: 'stalled, retried',
    details: `**stalled**: ${because}`,
  };
}

function outcomeOf(run: Run): RunOutcome | undefined {
  if (run.state === 'armed' || run.state === 'active') return undefined;
  return { state: run.state, ...(run.reason !== null && { reason: run.reason }) };
}

function detailsOf(run: Run): string {
  const head = `**${run.state}**${run.reason === null ? '' : `: ${run.reason}`} (revision ${run.revision})`;
  return [head, ...linesOf(run).map((line) => `- ${line}`)].join('\n');
}

/** Where a run stands and why: a line per path, or when it enters. */
function linesOf({ state, armedUntil, wakeAt, queued, standing }: Run): readonly string[] {
  if (state === 'armed' && armedUntil !== null && wakeAt !== null && wakeAt > armedUntil)
    return [
      queued
        ? 'waits in the queue for another run to end'
        : `waits for its audience to hold, until ${new Date(wakeAt).toISOString()}`,
    ];
  return state === 'armed' && armedUntil !== null
    ? [`enters at ${new Date(armedUntil).toISOString()}`, ...standing]
    : standing;
}

const verbOf = { message: 'send', call: 'call' } as const;

const summaryOf = ({ of, kind, stepId, turn }: OpenEffect) =>
  `${verbOf[of]} ${kind} of ${stepId}, turn ${turn}`.slice(0, summaryBytes);
