import { runWorkflowId, type Bell, type SignalName } from '@threadline/contracts';
import { owe, type Owed, type Run } from '@threadline/persistence';
import type { Work } from '../work.js';

type Named = Pick<Run, 'id' | 'automationSlug'>;
type Startable = Named &
  Pick<Run, 'workspaceId' | 'automationId' | 'version' | 'contactId' | 'triggerId'> & {
    epoch?: number;
    priority?: number;
  };

/** Owes the start of a run's workflow. */
export const oweStart = (work: Work, run: Startable): Promise<void> => oweStarts(work, [run]);

/** Owes the starts of several runs' workflows. */
export async function oweStarts(work: Work, runs: readonly Startable[]): Promise<void> {
  const calls = runs.map((run) => ({ runId: run.id, owed: startOf(run) }));
  work.owed.push(...(await owe(work.tx, calls)));
}

const startOf = (run: Startable): Owed => ({
  kind: 'start',
  workflowId: runWorkflowId(run.automationSlug, run.id),
  epoch: run.epoch ?? 1,
  workspaceId: run.workspaceId,
  automationId: run.automationId,
  version: run.version,
  contactId: run.contactId,
  ...(run.priority !== undefined && { priority: run.priority }),
  summary: `${run.automationSlug} v${run.version}, trigger ${run.triggerId}`.slice(0, 200),
});

/** A bell for a run's workflow. `about` is the id of what happened. */
export interface RunBell extends Bell {
  signal: SignalName;
}

/** Owes a bell to a run's workflow. */
export async function oweRing(work: Work, run: Named, bell: RunBell): Promise<void> {
  await oweRings(work, [{ run, bell }]);
}

/** Owes bells to the workflows of several runs. */
export async function oweRings(work: Work, rung: readonly { run: Named; bell: RunBell }[]): Promise<void> {
  const calls = rung.map(({ run, bell: { signal, about } }) => ({
    runId: run.id,
    owed: { kind: 'ring', workflowId: runWorkflowId(run.automationSlug, run.id), signal, bell: { about } } as const,
  }));
  work.owed.push(...(await owe(work.tx, calls)));
}
