import { checks } from './checks/index.js';
import { reproducibleRuns } from './checks/reproduction.js';
import type { Evidence } from './evidence.js';
import { grouped } from './grouped.js';
import type { OnTheWay } from './quiet.js';

/** What came of it all. */
export interface Outcome {
  readonly evidence: Evidence;
  /** What was still on its way when the patience was over. */
  readonly left: OnTheWay;
  /** Parts that ended without being killed. They were started again. */
  readonly ownEndings: readonly string[];
}

const shown = 20;

/** The violations under the words of each check. */
export const judge = ({ evidence, left }: Outcome): { what: string; problems: string[] }[] => [
  { what: 'all became quiet', problems: Object.entries(left).map(([what, count]) => `${count} ${what}`) },
  ...Object.entries(checks).map(([what, check]) => ({ what, problems: check(evidence) })),
  { what: 'there was something to look at', problems: missing(evidence) },
];

export const isGood = (outcome: Outcome): boolean => judge(outcome).every(({ problems }) => problems.length === 0);

/** What there was, what parts did by themselves, and a line for each check with its violations. */
export function reportLines(outcome: Outcome): string[] {
  const { evidence, ownEndings } = outcome;
  return [
    '',
    `${evidence.told.events.length} events and ${evidence.told.messages.length} messages were accepted`,
    `runs: ${counts(evidence.runs.map(({ state, reason }) => (state === 'exited' ? `exited (${reason})` : state)))}`,
    `messages: ${counts(evidence.messages.map(({ status }) => status))}; calls at WhatsApp: ${evidence.ledger.length}`,
    `decided anew: ${reproducibleRuns(evidence).length} runs`,
    ...ownEndings.map((ending) => `ended by itself, and was started again: ${ending.split('\n')[0]}`),
    '',
    ...judge(outcome).flatMap(({ what, problems }) => [
      `${problems.length === 0 ? 'ok    ' : 'WRONG '} ${what}`,
      ...problems.slice(0, shown).map((problem) => `         ${problem}`),
      ...(problems.length > shown ? [`         and ${problems.length - shown} more`] : []),
    ]),
  ];
}

function missing(evidence: Evidence): string[] {
  const { told, messages } = evidence;
  return [
    ...(reproducibleRuns(evidence).length === 0 ? ['no run could be decided anew'] : []),
    ...(told.events.length === 0 || told.messages.length === 0 ? ['nothing was told'] : []),
    ...(messages.length === 0 ? ['nothing was sent'] : []),
  ];
}

const counts = (words: readonly string[]): string =>
  [...grouped(words, (word) => word)]
    .map(([word, { length }]) => `${length} ${word}`)
    .toSorted()
    .join(', ');
