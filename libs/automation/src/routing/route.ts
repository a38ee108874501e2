/** A live run that may take the contact's next message, with the contact's sequence number at its last asking send. */
export interface WaitingRun {
  runId: string;
  askedSeq: number;
}

/** An automation that a message would start, in the order of its kind of match. */
export interface MatchingAutomation {
  automationId: string;
  triggerId: string;
  by: 'phrase' | 'button' | 'other';
  priority: number;
}

/** Who did not get the message, and why. */
export interface Loser {
  who: { runId: string } | { automationId: string; triggerId: string };
  reason: 'asked_earlier' | 'not_quoted' | 'a_run_waits' | 'weaker_match';
}

/** Who takes an inbound message. */
export type Routing =
  | { takenBy: 'run'; runId: string; because: 'quoted' | 'asked_last'; lost: Loser[] }
  | { takenBy: 'automation'; automationId: string; triggerId: string; lost: Loser[] }
  | { takenBy: 'nobody'; lost: Loser[] };

/** A message to be routed: the run whose message it quotes, who waits, and whom it would start. */
export interface RoutedMessage {
  quotedRunId?: string | undefined;
  waiting: readonly WaitingRun[];
  matching?: readonly MatchingAutomation[];
}

/**
 * Who takes an inbound message; exactly one does. A run waiting for the reply comes first: the one whose message is quoted, else
 * the one that asked last. Then automations: exact phrase, button, other matches by priority.
 */
export function route({ quotedRunId, waiting, matching = [] }: RoutedMessage): Routing {
  const quoted = waiting.find(({ runId }) => runId === quotedRunId);
  const [taker] = quoted
    ? [quoted]
    : [...waiting].sort((a, b) => b.askedSeq - a.askedSeq || (a.runId < b.runId ? -1 : 1));
  if (taker) {
    const reason = quoted ? 'not_quoted' : 'asked_earlier';
    const others = waiting.filter((run) => run !== taker).map(({ runId }): Loser => ({ who: { runId }, reason }));
    const lost = [...others, ...matching.map((one) => loser(one, 'a_run_waits'))];
    return { takenBy: 'run', runId: taker.runId, because: quoted ? 'quoted' : 'asked_last', lost };
  }
  const [first, ...rest] = [...matching].sort(byStrength);
  const lost = rest.map((one) => loser(one, 'weaker_match'));
  if (!first) return { takenBy: 'nobody', lost };
  return { takenBy: 'automation', automationId: first.automationId, triggerId: first.triggerId, lost };
}

const strength: Readonly<Record<MatchingAutomation['by'], number>> = { phrase: 0, button: 1, other: 2 };

const byStrength = (a: MatchingAutomation, b: MatchingAutomation) =>
  strength[a.by] - strength[b.by] || b.priority - a.priority || (a.automationId < b.automationId ? -1 : 1);

const loser = ({ automationId, triggerId }: MatchingAutomation, reason: Loser['reason']): Loser => ({
  who: { automationId, triggerId },
  reason,
});
