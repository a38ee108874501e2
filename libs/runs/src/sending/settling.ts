import type { MessageStatus } from '@threadline/automation';
import type { Chore } from '@threadline/contracts';
import {
  emit,
  giveUpAttempts,
  lockMessage,
  lockOverdueUnknown,
  putFact,
  runsAwaiting,
  settleMessages,
  tellTrails,
  unsettledReason,
  type OutgoingMessage,
  type UnsettledMessage,
} from '@threadline/persistence';
import { outboundEvent } from '../outbound-events.js';
import { oweRings } from '../temporal/owing.js';
import type { Work, Workbench } from '../work.js';
import { policyOfUnknown } from './unknown-outcomes.js';

/** What a person may say of a message of which nobody knows whether it went out. */
export type SettledAs = 'sent' | 'not_sent' | 'resend';

/** The workspace has sent no such message. */
export class MessageNotFound extends Error {
  readonly code = 'message_not_found';
}

/** It is known what became of the message, or nobody waits for it to be sent again. */
export class NotToSettle extends Error {
  readonly code = 'not_to_settle';
}

/** Much longer than an attempt may last, and than Temporal needs to begin the next one. */
const deadAfterMs = 10 * 60_000;

interface Settlement {
  message: UnsettledMessage;
  status: MessageStatus;
  problem: { code: string; words: string } | null;
  why: string;
}

/** Settles what nobody knows: by the category's policy when its time is over, or by a person. */
export class Settling {
  constructor(private readonly workbench: Workbench) {}

  /** Settles what is overdue, a bounded set of it. Returns how many. Two at once settle different ones. */
  settleOverdue(now: number, limit = 500): Promise<number> {
    return this.workbench.run(now, async (work) => {
      await giveUpAttempts(work.tx, now, { olderThanMs: deadAfterMs, settleAt: now + deadAfterMs });
      const overdue = await lockOverdueUnknown(work.tx, now, limit);
      await write(work, overdue.map(byPolicy));
      return overdue.length;
    });
  }

  /** @throws {@link MessageNotFound}, {@link NotToSettle} */
  settleByHand(
    { workspaceId, messageId, now }: { workspaceId: string; messageId: string; now: number },
    as: SettledAs,
  ) {
    return this.workbench.run(now, async (work) => {
      const message = await lockMessage(work.tx, workspaceId, messageId);
      if (!message) throw new MessageNotFound('the workspace has sent no such message');
      if (message.status !== 'unknown') throw new NotToSettle(`the message is known to be ${message.status}`);
      if (as === 'resend' && !message.isAwaited) throw new NotToSettle('its run went on and does not wait for it');
      const settlement = byHand(message, as);
      await write(work, [settlement]);
      return { id: message.id, status: settlement.status };
    });
  }
}

/** As a chore of the house. */
export const settlingChore = (settling: Settling): Chore => ({
  name: 'settle-unknown',
  turn: async ({ now }) => {
    const done = await settling.settleOverdue(now);
    return { done, ...(done > 0 && { next: 'more' }) };
  },
});

/** An attempt knows that it called nobody, after a later one has found it without an answer: its run sends again if it still waits. */
export async function settleNotMade(
  work: Work,
  { workspaceId, id }: Pick<OutgoingMessage, 'workspaceId' | 'id'>,
  attemptId: string,
): Promise<void> {
  const message = await lockMessage(work.tx, workspaceId, id);
  if (message?.status !== 'unknown' || message.attemptId !== attemptId) return;
  const why = `its attempt came back and had called nobody: ${message.isAwaited ? 'it is sent now' : 'its run has gone on'}`;
  const status = message.isAwaited ? 'planned' : 'failed';
  await write(work, [{ message, status, problem: { code: 'not_sent', words: why }, why }]);
}

async function write(work: Work, settled: readonly Settlement[]): Promise<void> {
  if (settled.length === 0) return;
  const rows = settled.map(({ message, status, problem }) => ({ id: message.id, status, problem }));
  await settleMessages(work.tx, rows, work.now);
  const lines = settled.map(({ message, why }) => ({ messageId: message.id, what: 'send_settled', why }));
  await tellTrails(work.tx, lines, work.now);
  await emit(
    work.tx,
    settled.map((settlement) => told(settlement, work.now)),
  );
  await wakeSettled(
    work,
    rows.map(({ id }) => id),
  );
}

/** Tells runs that wait for messages of which something is known now. Call it in a statement after their status was written. */
export async function wakeSettled(work: Work, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return;
  const runs = await runsAwaiting(work.tx, messageIds);
  for (const { id, messageId } of runs) {
    const about = `${messageId}/settled/${work.now}`;
    await putFact(work.tx, id, {
      kind: 'event',
      at: work.now,
      id: about,
      type: 'message.settled',
      data: { messageId },
    });
  }
  await oweRings(
    work,
    runs.map((run) => ({ run, bell: { signal: 'eventArrived', about: run.messageId } })),
  );
}

/** A message that may not go out twice stays as unknown as it is. */
function byPolicy(message: UnsettledMessage): Settlement {
  const isSentAgain = policyOfUnknown(message) === 'resend' && message.isAwaited;
  const learned = 'nobody learned in time whether it went out';
  const why = isSentAgain
    ? `${learned}: by the policy for ${message.category} it is sent again`
    : `${learned}: by the policy for ${message.category} it is not sent again`;
  return {
    message,
    status: isSentAgain ? 'planned' : 'unknown',
    problem: isSentAgain ? { code: 'sent_again', words: why } : { code: unsettledReason, words: why },
    why,
  };
}

const statusBy: Readonly<Record<SettledAs, MessageStatus>> = {
  sent: 'accepted',
  not_sent: 'failed',
  resend: 'planned',
};

function byHand(message: UnsettledMessage, as: SettledAs): Settlement {
  const why = `settled by hand: ${as}`;
  return {
    message,
    status: statusBy[as],
    problem: as === 'sent' ? null : { code: 'settled_by_hand', words: why },
    why,
  };
}

function told({ message, status, why }: Settlement, at: number) {
  const { id, workspaceId, contactId, runId, stepId, turn } = message;
  const of = {
    ...(runId !== null && { runId }),
    ...(stepId !== null && { step: stepId }),
    ...(turn !== null && { turn }),
  };
  const data = { messageId: id, contactId, ...of, status, reason: why };
  return outboundEvent('message.settled', data, { workspaceId, at, occurrence: `${id}/${at}` });
}
