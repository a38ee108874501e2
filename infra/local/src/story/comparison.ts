import type { Run } from './admin.js';

/** How a customer's part ended, as it should. */
export interface Expectation {
  readonly state: string;
  readonly reason: string | null;
  readonly isConverted: boolean;
  /** Codes that the timeline shows, in this order; others may stand between. */
  readonly timeline: readonly string[];
  /** The texts that the customer got, in this order. */
  readonly messages: readonly string[];
}

/** What was seen of a customer's part. */
export interface Seen {
  readonly runs: readonly Run[];
  readonly timeline: readonly string[];
  readonly messages: readonly string[];
}

/** What is not as expected, in words; nothing when all is well. */
export function problemsOf(who: string, expected: Expectation, seen: Seen): string[] {
  const [run, ...others] = seen.runs;
  if (!run || others.length > 0) return [`${who}: expected one run, seen ${seen.runs.length}`];
  return [
    differs('state', expected.state, run.state),
    differs('reason', expected.reason, run.reason),
    differs('converted', expected.isConverted, run.convertedAt !== null),
    differs('messages', expected.messages.join(' | '), seen.messages.join(' | ')),
    isInOrder(expected.timeline, seen.timeline)
      ? undefined
      : `timeline: expected ${expected.timeline.join(' ')}, seen ${seen.timeline.join(' ')}`,
  ].flatMap((problem) => (problem === undefined ? [] : [`${who}: ${problem}`]));
}

function differs<Value>(what: string, expected: Value, seen: Value): string | undefined {
  return expected === seen ? undefined : `${what}: expected ${String(expected)}, seen ${String(seen)}`;
}

/** Whether all codes are there in this order, whatever stands between them. */
export function isInOrder(codes: readonly string[], timeline: readonly string[]): boolean {
  let next = 0;
  for (const code of timeline) if (code === codes[next]) next++;
  return next === codes.length;
}
