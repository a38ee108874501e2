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

/** A run that another one started has ended: the starter is told. */
export const tellStarter = (work: Work, run: Run, { state, reason }: Outcome): Promise<void> =>
  tell(work, run, { type: 'run.ended', id: run.id, state, reason });

/** A run that another one started was held at the door, and has entered or was refused: the starter is told. */
export const tellStart = (
  work: Work,
  run: Run,
  { type, ...more }: { type: 'automation.entered' | 'automation.refused'; reason?: string },
): Promise<void> => tell(work, run, { type, id: `${run.id}/${type}`, ...more });

/** Tells the run that started this one, if any, and rings it if it waits for that. */
async function tell(
  work: Work,
  run: Run,
  { type, id, ...more }: { type: StartNews; id: string } & Record<string, unknown>,
): Promise<void> {
  if (!run.startedBy) return;
  const { runId, stepId, turn } = run.startedBy;
  const data = { stepId, turn, runId: run.id, automation: run.automationSlug, ...more };
  const isHeard = await putEventIfHeard(work.tx, runId, startNews(type, { id, at: work.now, data }));
  const starter = isHeard ? await findRun(work.tx, runId) : undefined;
  if (starter) await oweRing(work, starter, { signal: 'eventArrived', about: run.id });
}
