import type { Outcome, TrailEntry } from '@threadline/automation';
import type { OutboundEvent } from '@threadline/contracts';
import { stopEffectsOf, type PlannedEffect, type Run } from '@threadline/persistence';
import { outboundEvent, runEvent } from '../outbound-events.js';
import type { Work } from '../work.js';

const words = {
  message: {
    skipped: { what: 'send_skipped', why: 'the run ended before it was sent' },
    tooLate: { what: 'too_late_to_stop', why: 'the message was given to WhatsApp before the run ended' },
  },
  call: {
    skipped: { what: 'call_skipped', why: 'the run ended before it was made' },
    tooLate: { what: 'too_late_to_stop', why: 'the call was under way when the run ended' },
  },
} as const;

/** A run has ended: messages and calls nobody claimed are skipped, and one that is under way already is shown as such. */
export async function stopEffects(work: Work, run: Run): Promise<{ trail: TrailEntry[]; events: OutboundEvent[] }> {
  const { skipped, tooLate } = await stopEffectsOf(work.tx, run.id, work.now);
  const line = ({ of, stepId, turn }: PlannedEffect, how: 'skipped' | 'tooLate'): TrailEntry => ({
    at: work.now,
    stepId,
    turn,
    ...words[of][how],
  });
  return {
    trail: [...skipped.map((effect) => line(effect, 'skipped')), ...tooLate.map((effect) => line(effect, 'tooLate'))],
    events: skipped
      .filter(({ of }) => of === 'message')
      .map(({ id, stepId, turn }) =>
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
