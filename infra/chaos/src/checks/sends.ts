import { grouped } from '../grouped.js';
import type { Check, Evidence, LedgerRecord, MessageRecord } from '../evidence.js';

/** What a message may be in the end. `accepted` is not: WhatsApp tells more of every message it has accepted. */
const final = new Set(['sent', 'delivered', 'read', 'failed', 'skipped', 'unknown']);
const ranks = ['sent', 'delivered', 'read'];

/** Effectively once: every row has a final status that fits the ledger, and no message was sent twice unless the policy says so. */
export const sends: Check = (evidence) => {
  const calls = grouped(evidence.ledger, ({ callbackId }) => callbackId ?? '');
  const ours = new Set(evidence.messages.map(({ id }) => id));
  return [
    ...evidence.messages.flatMap((message) => problemsOf(message, calls.get(message.id) ?? [], evidence)),
    ...[...calls.keys()].filter((id) => !ours.has(id)).map((id) => `WhatsApp has message ${id}, which nobody planned`),
  ];
};

function problemsOf(message: MessageRecord, calls: readonly LedgerRecord[], evidence: Evidence): string[] {
  const { id, status, stepId } = message;
  const who = `message ${id} of ${stepId} (${status})`;
  const problems: string[] = [];
  if (!final.has(status)) problems.push(`${who} has no final status`);
  if (calls.length > allowedCalls(message, evidence)) problems.push(`${who} was sent ${calls.length} times`);
  if (calls.length === 0 && ranks.includes(status)) problems.push(`${who} was never sent`);
  if (calls.length > 0 && (status === 'skipped' || status === 'unknown'))
    problems.push(`${who} is with WhatsApp, which has told ${calls.flatMap(({ statuses }) => statuses).join(', ')}`);
  const told = Math.max(...calls.flatMap(({ statuses }) => statuses.map((one) => ranks.indexOf(one))), -1);
  if (status !== 'failed' && told > ranks.indexOf(status)) problems.push(`${who} was told to be ${ranks[told]}`);
  return problems;
}

/** By the workspace's policy, of which the load changes nothing. */
const mayBeSentAgain = 'authentication';

/** Once more for every time the policy has sent it again, which its run's timeline shows. */
function allowedCalls({ runId, stepId, turn, category }: MessageRecord, { runs }: Evidence): number {
  if (category !== mayBeSentAgain) return 1;
  const trail = runs.find(({ id }) => id === runId)?.trail ?? [];
  const again = trail.filter((line) => line.what === 'send_settled' && line.why.includes('it is sent again'));
  return 1 + again.filter((line) => line.stepId === stepId && line.turn === turn).length;
}
