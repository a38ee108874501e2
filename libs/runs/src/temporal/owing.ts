import { runWorkflowId, type SignalName } from '@threadline/contracts';
import { owe, type Run } from '@threadline/persistence';
import type { Work } from '../work.js';

type Named = Pick<Run, 'id' | 'automationSlug'>;

/** Owes the start of a run's workflow. */
export async function oweStart(
  work: Work,
  run: Named & Pick<Run, 'workspaceId' | 'automationId' | 'version' | 'contactId' | 'triggerId'> & { epoch?: number },
): Promise<void> {
  work.owed.push(
    await owe(work.tx, run.id, {
      kind: 'start',
      workflowId: runWorkflowId(run.automationSlug, run.id),
      epoch: run.epoch ?? 1,
      workspaceId: run.workspaceId,
      automationId: run.automationId,
      version: run.version,
      contactId: run.contactId,
      summary: `${run.automationSlug} v${run.version}, trigger ${run.triggerId}`.slice(0, 200),
    }),
  );
}

/** Owes a bell to a run's workflow. `about` is the id of what happened. */
export async function oweRing(work: Work, run: Named, bell: { signal: SignalName; about: string }): Promise<void> {
  const row = await owe(work.tx, run.id, {
    kind: 'ring',
    workflowId: runWorkflowId(run.automationSlug, run.id),
    signal: bell.signal,
    bell: { about: bell.about },
  });
  work.owed.push(row);
}
