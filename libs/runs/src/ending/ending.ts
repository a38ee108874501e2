import type { Outcome, TrailEntry } from '@threadline/automation';
import type { OutboundEvent } from '@threadline/contracts';
import { stopMessagesOf, type Run } from '@threadline/persistence';
import { outboundEvent, runEvent } from '../outbound-events.js';
import type { Work } from '../work.js';

/** A run has ended: messages nobody claimed are skipped, and one that is with WhatsApp already is shown as such. */
export async function stopMessages(work: Work, run: Run): Promise<{ trail: TrailEntry[]; events: OutboundEvent[] }> {
  const { skipped, tooLate } = await stopMessagesOf(work.tx, run.id, work.now);
  return {
    trail: [
      ...skipped.map(({ stepId, turn }) => ({
        at: work.now,
        stepId,
        turn,
        what: 'send_skipped',
        why: 'the run ended before it was sent',
      })),
      ...tooLate.map(({ stepId, turn }) => ({
        at: work.now,
        stepId,
        turn,
        what: 'too_late_to_stop',
        why: 'the message was given to WhatsApp before the run ended',
      })),
    ],
    events: skipped.map(({ id, stepId, turn }) =>
      outboundEvent(
        'message.skipped',
        { messageId: id, contactId: run.contactId, runId: run.id, step: stepId, turn, reason: 'exited' },
        { workspaceId: run.workspaceId, at: work.now, causationDepth: run.causationDepth + 1, occurrence: id },
      ),
    ),
  };
}

/** What the end of a run tells the world. */
export function endingEvents(run: Run, outcome: Outcome | undefined, at: number): OutboundEvent[] {
  if (!outcome) return [];
  return [runEvent(`run.${outcome.state}`, run, { at, data: { reason: outcome.reason } })];
}
