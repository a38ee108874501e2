import type { World } from '../engine/world.js';
import { claimKinds, type Claim } from '../triggers/define-trigger.js';

/** A live run that may take the contact's next message, with the contact's sequence number at its last asking send. */
export interface WaitingRun {
  runId: string;
  askedSeq: number;
}

/** An automation that a message would start, and by what it claims the message. */
export interface MatchingAutomation extends Claim {
  automationId: string;
  triggerId: string;
  /** Whether it has answered for this occasion before, such as once in this closed period. Then it does not take the message. */
  hasAnswered?: boolean;
}

/** Who did not get the message, and why. */
export interface Loser {
  who: { runId: string } | { automationId: string; triggerId: string } | { owner: 'ai' };
  reason: 'asked_earlier' | 'not_quoted' | 'a_run_waits' | 'weaker_match' | 'ai_has_the_chat' | 'answered_before';
}

/** Who takes an inbound message. */
export type Routing =
  | { takenBy: 'run'; runId: string; because: 'quoted' | 'asked_last'; lost: Loser[] }
  | { takenBy: 'automation'; automationId: string; triggerId: string; lost: Loser[] }
  | { takenBy: 'ai'; lost: Loser[] }
  | { takenBy: 'nobody'; lost: Loser[] };

/** A message to be routed: the run whose message it quotes, who has the chat, who waits, and whom it would start. */
export interface RoutedMessage {
  quotedRunId?: string | undefined;
  owner?: World['conversation']['owner'];
  waiting: readonly WaitingRun[];
  matching?: readonly MatchingAutomation[];
}

/**
 * Who takes an inbound message; exactly one does. A run waiting for the reply comes first: the one whose message is quoted, else
 * the one that asked last. Then exact phrase, button, other matches by priority; then the AI operator that has the chat; then
 * holiday and outside hours, which only answer where nobody else does.
 */
export function route({ quotedRunId, owner, waiting, matching = [] }: RoutedMessage): Routing {
  const quoted = waiting.find(({ runId }) => runId === quotedRunId);
  const [taker] = quoted
    ? [quoted]
    : [...waiting].sort((a, b) => b.askedSeq - a.askedSeq || (a.runId < b.runId ? -1 : 1));
  if (!taker) return routeByClaims({ owner, matching });
  const reason = quoted ? 'not_quoted' : 'asked_earlier';
  const others = waiting.filter((run) => run !== taker).map(({ runId }): Loser => ({ who: { runId }, reason }));
  const lost = [...others, ...matching.map((one) => loser(one, 'a_run_waits')), ...aiAmong(owner, 'a_run_waits')];
  return { takenBy: 'run', runId: taker.runId, because: quoted ? 'quoted' : 'asked_last', lost };
}

function routeByClaims({ owner, matching = [] }: Pick<RoutedMessage, 'owner' | 'matching'>): Routing {
  const answered = matching.filter(({ hasAnswered }) => hasAnswered).map((one) => loser(one, 'answered_before'));
  const able = matching.filter(({ hasAnswered }) => !hasAnswered).sort(byStrength);
  const [first, ...rest] = able;
  if (owner === 'ai' && (!first || isForClosedTimes(first)))
    return { takenBy: 'ai', lost: [...able.map((one) => loser(one, 'ai_has_the_chat')), ...answered] };
  if (!first) return { takenBy: 'nobody', lost: answered };
  const lost = [...rest.map((one) => loser(one, 'weaker_match')), ...aiAmong(owner, 'weaker_match'), ...answered];
  return { takenBy: 'automation', automationId: first.automationId, triggerId: first.triggerId, lost };
}

const isForClosedTimes = ({ by }: Claim) => by === 'holiday' || by === 'outside_hours';

const aiAmong = (owner: RoutedMessage['owner'], reason: Loser['reason']): Loser[] =>
  owner === 'ai' ? [{ who: { owner }, reason }] : [];

const byStrength = (a: MatchingAutomation, b: MatchingAutomation) =>
  claimKinds.indexOf(a.by) - claimKinds.indexOf(b.by) ||
  b.priority - a.priority ||
  (a.automationId < b.automationId ? -1 : 1);

const loser = ({ automationId, triggerId }: MatchingAutomation, reason: Loser['reason']): Loser => ({
  who: { automationId, triggerId },
  reason,
});
