import type { EventFact, Outcome } from '@threadline/automation';
import { findRun, putEventIfHeard, type Run } from '@threadline/persistence';
import { oweRing } from '../../temporal/owing.js';
import type { Work } from '../../work.js';

/** What the step that started another automation hears of it: at once, and when the started run has ended. */
export type StartNews = 'automation.entered' | 'automation.refused' | 'run.ended';

/** News for the step `stepId` at its `turn`. */
export const startNews = (
  type: StartNews,
  about: { id: string; at: number; data: { stepId: string; turn: number } & Record<string, unknown> },
): EventFact => ({ kind: 'event', type, ...about });

/** A run that another one started has ended: the starter is told and rung, if it waits for that. */
export async function tellStarter(work: Work, run: Run, { state, reason }: Outcome): Promise<void> {
  if (!run.startedBy) return;
  const { runId, stepId, turn } = run.startedBy;
  const data = { stepId, turn, runId: run.id, automation: run.automationSlug, state, reason };
  const isHeard = await putEventIfHeard(work.tx, runId, startNews('run.ended', { id: run.id, at: work.now, data }));
  const starter = isHeard ? await findRun(work.tx, runId) : undefined;
  if (starter) await oweRing(work, starter, { signal: 'eventArrived', about: run.id });
}
