import { runWorkflowId } from '@threadline/contracts';
import type { RunDetails, TimelineEntry as EntryRow } from '@threadline/persistence';
import type { Run, TimelineEntry } from './run.schemas.js';

/** Where people look runs up in Temporal. */
export class TemporalAddress {
  constructor(
    readonly namespace: string,
    private readonly uiUrl: string | undefined,
  ) {}

  of(run: Pick<RunDetails, 'id' | 'automationSlug'>): Run['temporal'] {
    const workflowId = runWorkflowId(run.automationSlug, run.id);
    const path = `namespaces/${encodeURIComponent(this.namespace)}/workflows/${encodeURIComponent(workflowId)}`;
    const url = this.uiUrl === undefined ? null : `${this.uiUrl.replace(/\/+$/, '')}/${path}`;
    return { workflowId, namespace: this.namespace, url };
  }
}

const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;

export const runView = (run: RunDetails, temporal: TemporalAddress): Run => ({
  id: run.id,
  automationId: run.automationId,
  automationSlug: run.automationSlug,
  version: run.version,
  contactId: run.contactId,
  triggerId: run.triggerId,
  key: run.key === '' ? null : run.key,
  state: run.state,
  reason: run.reason,
  armedUntil: iso(run.armedUntil),
  enteredAt: iso(run.enteredAt),
  endedAt: iso(run.endedAt),
  convertedAt: iso(run.convertedAt),
  wakeAt: iso(run.wakeAt),
  standing: run.standing,
  stalled: run.stalledAt && { since: run.stalledAt.toISOString(), because: run.stalledBecause },
  needsRepair: run.needsRepair,
  temporal: temporal.of(run),
  createdAt: run.createdAt.toISOString(),
});

export function timelineView(entry: EntryRow): TimelineEntry {
  const at = entry.at.toISOString();
  if (entry.kind === 'decision') return { ...entry, at, intendedAt: iso(entry.intendedAt) };
  if (entry.kind === 'call') {
    const attempts = entry.attempts.map((attempt) => ({ ...attempt, at: new Date(attempt.at).toISOString() }));
    const { status, statusAt, nextAttemptAt } = entry;
    return {
      ...entry,
      at,
      what: `call_${status}`,
      statusAt: iso(statusAt),
      nextAttemptAt: iso(nextAttemptAt),
      attempts,
    };
  }
  const what = `message_${entry.direction === 'in' ? 'received' : entry.status}`;
  return { ...entry, at, what, statusAt: iso(entry.statusAt), readAt: iso(entry.readAt) };
}
