import { statusesPassed, statusEvent } from '@threadline/automation';
import { deliveryStatuses, type OutboundEvent, type WhatsAppMessageStatus } from '@threadline/contracts';
import {
  applyStatuses,
  emit,
  putEventsIfHeard,
  type EventForRun,
  type StatusChange,
  type StatusReport,
} from '@threadline/persistence';
import { outboundEvent } from '../outbound-events.js';
import { wakeSettled } from '../sending/settling.js';
import { oweRings } from '../temporal/owing.js';
import type { Work, Workbench } from '../work.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Delivery statuses, a batch at a time: a handful of statements whatever its size, and never backwards whatever their order. */
export class Statuses {
  constructor(private readonly workbench: Workbench) {}

  /**
   * Applies the statuses, then tells the runs that wait for them. Repeats and late ones change nothing, so they need no
   * deduplication of their own.
   */
  async apply(events: readonly WhatsAppMessageStatus[], now: number): Promise<StatusChange[]> {
    const reports = bestOfEach(events);
    if (reports.length === 0) return [];
    return this.workbench.runByKeys(now, async (work) => {
      const changed = await applyStatuses(work.tx, reports);
      await this.tell(work, changed);
      const settled = changed.filter(({ was }) => was === 'unknown');
      await wakeSettled(
        work,
        settled.map(({ id }) => id),
      );
      await emit(
        work.tx,
        changed.map((change) => toEvent(change, now)),
      );
      return changed;
    });
  }

  /** In a statement after the update: a run that began to wait meanwhile is seen, one that begins now sees the update. */
  private async tell(work: Work, changed: readonly StatusChange[]): Promise<void> {
    const hearers = await putEventsIfHeard(work.tx, changed.flatMap(factsOf));
    await oweRings(
      work,
      hearers.map((run) => ({ run, bell: { signal: 'eventArrived', about: run.eventId } })),
    );
  }
}

/** What the run of a message hears of a change. */
export function factsOf({ id, runId, stepId: step, turn, was, status, at }: StatusChange): EventForRun[] {
  if (runId === null) return [];
  return statusesPassed(was, status).map((passed) => ({
    runId,
    event: { kind: 'event', at, id: `${id}/${passed}`, type: statusEvent(passed), data: { step, turn } },
  }));
}

const rankOf = (status: StatusReport['status']) => deliveryStatuses.indexOf(status);

/** One report a message: the highest status, and the moment of reading whichever report tells it. */
function bestOfEach(events: readonly WhatsAppMessageStatus[]): StatusReport[] {
  const best = new Map<string, StatusReport>();
  for (const event of events) {
    const report = reportOf(event);
    const known = best.get(report.providerId);
    const better = known && rankOf(known.status) >= rankOf(report.status) ? known : report;
    best.set(report.providerId, { ...better, pricing: known?.pricing ?? report.pricing });
  }
  return [...best.values()];
}

function reportOf({ workspaceid, time, data }: WhatsAppMessageStatus): StatusReport {
  return {
    workspaceId: workspaceid,
    providerId: data.messageId,
    messageId: data.callbackId !== undefined && uuid.test(data.callbackId) ? data.callbackId : null,
    status: data.status,
    at: time,
    readAt: data.status === 'read' ? time : null,
    problem: data.error ? { ...data.error } : null,
    pricing: data.pricing ?? null,
  };
}

/** What the world hears of a change. */
export function toEvent(change: StatusChange, at: number): OutboundEvent {
  const message = {
    messageId: change.id,
    contactId: change.contactId,
    ...(change.runId !== null && { runId: change.runId }),
    ...(change.stepId !== null && { step: change.stepId }),
    ...(change.turn !== null && { turn: change.turn }),
  };
  const about = { workspaceId: change.workspaceId, at, occurrence: `${change.id}/${change.status}` };
  return change.status === 'failed'
    ? outboundEvent('message.failed', { ...message, reason: 'reported by WhatsApp' }, about)
    : outboundEvent(`message.${change.status}`, message, about);
}
