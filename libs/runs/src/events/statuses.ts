import { deliveryStatuses, type OutboundEvent, type WhatsAppMessageStatus } from '@threadline/contracts';
import { applyStatuses, emit, inTransaction, type StatusChange, type StatusReport } from '@threadline/persistence';
import type { DataSource } from 'typeorm';
import { outboundEvent } from '../outbound-events.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Delivery statuses, a batch at a time: a handful of statements whatever its size, and never backwards whatever their order. */
export class Statuses {
  constructor(private readonly dataSource: DataSource) {}

  /** Applies the statuses. Repeats and late ones change nothing, so they need no deduplication of their own. */
  async apply(events: readonly WhatsAppMessageStatus[]): Promise<StatusChange[]> {
    const reports = bestOfEach(events);
    if (reports.length === 0) return [];
    return inTransaction(this.dataSource, async (tx) => {
      const changed = await applyStatuses(tx, reports);
      await emit(tx, changed.map(toEvent));
      return changed;
    });
  }
}

const rankOf = (status: StatusReport['status']) => deliveryStatuses.indexOf(status);

/** One report a message: the highest status, and the moment of reading whichever report tells it. */
function bestOfEach(events: readonly WhatsAppMessageStatus[]): StatusReport[] {
  const best = new Map<string, StatusReport>();
  for (const event of events) {
    const report = reportOf(event);
    const known = best.get(report.providerId);
    best.set(report.providerId, known && rankOf(known.status) >= rankOf(report.status) ? known : report);
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
  };
}

function toEvent(change: StatusChange): OutboundEvent {
  const message = {
    messageId: change.id,
    contactId: change.contactId,
    ...(change.runId !== null && { runId: change.runId }),
    ...(change.stepId !== null && { step: change.stepId }),
    ...(change.turn !== null && { turn: change.turn }),
  };
  const about = { workspaceId: change.workspaceId, at: Date.now(), occurrence: `${change.id}/${change.status}` };
  return change.status === 'failed'
    ? outboundEvent('message.failed', { ...message, reason: 'reported by WhatsApp' }, about)
    : outboundEvent(`message.${change.status}`, message, about);
}
