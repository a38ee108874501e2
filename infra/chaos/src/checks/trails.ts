import { grouped } from '../grouped.js';
import type { Step, TrailEntry } from '@threadline/automation';
import type { Check, Evidence, MessageRecord, RunRecord, TrailRecord } from '../evidence.js';

/** Every run's timeline fits what it says it saw: messages, events, conditions, and the way from step to step. */
export const trails: Check = (evidence) => {
  const messages = new Map(evidence.messages.map((message) => [placeOf(message.runId, message), message]));
  const inbound = new Map(evidence.inbound.map((message) => [message.id, message]));
  const known = { evidence, messages, inbound };
  return [...evidence.runs.flatMap((run) => problemsOf(run, known)), ...takenTwice(evidence)];
};

interface Known {
  readonly evidence: Evidence;
  readonly messages: ReadonlyMap<string, MessageRecord>;
  readonly inbound: ReadonlyMap<string, Evidence['inbound'][number]>;
}

const placeOf = (runId: string, { stepId, turn }: { stepId?: string; turn?: number }) => `${runId}/${stepId}/${turn}`;

function problemsOf(run: RunRecord, known: Known): string[] {
  const problems = [...orderProblems(run.trail), ...pathProblems(run)];
  for (const line of run.trail) problems.push(...sightProblems(run, line, known));
  for (const [place, message] of known.messages) {
    if (message.runId !== run.id || run.trail.some((line) => isPlan(line) && placeOf(run.id, line) === place)) continue;
    problems.push(`message ${message.id} is on no line`);
  }
  return problems.map((problem) => `run ${run.id} of ${run.automation}: ${problem}`);
}

const isPlan = ({ what }: TrailEntry): boolean => what === 'send_planned';

/** Nothing was done before its time, and no line tells of a time before that of the line above it. */
function orderProblems(trail: readonly TrailRecord[]): string[] {
  return trail.flatMap((line, index) => {
    const before = trail[index - 1];
    return [
      ...(before && line.at < before.at ? [`"${line.what}" is told before "${before.what}", which came first`] : []),
      ...(line.intendedAt !== undefined && line.intendedAt > line.at ? [`"${line.what}" came before its time`] : []),
    ];
  });
}

/** Steps are those of the definition, their turns are counted, and a step follows one that leads to it. */
function pathProblems({ trail, definition }: RunRecord): string[] {
  const turns = new Map<string, number>();
  const leadsTo = new Set([definition.start]);
  const problems: string[] = [];
  for (const { stepId, turn, what } of trail) {
    if (stepId === undefined) continue;
    const step = definition.steps[stepId];
    if (!step) {
      problems.push(`"${what}" is of a step ${stepId} that there is not`);
      continue;
    }
    for (const next of waysOf(step)) leadsTo.add(next);
    const last = turns.get(stepId) ?? 0;
    if (turn === undefined || turn <= last) continue;
    if (!leadsTo.has(stepId)) problems.push(`nothing leads to ${stepId}`);
    if (turn !== last + 1) problems.push(`turn ${turn} of ${stepId} follows turn ${last}`);
    turns.set(stepId, turn);
  }
  return problems;
}

/** Every step that a step names. */
function waysOf(step: Step): string[] {
  const found: string[] = [];
  const look = (value: unknown, name: string): void => {
    if (typeof value === 'string' && wayNames.has(name)) found.push(value);
    else if (Array.isArray(value)) for (const one of value) look(one, name);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) look(inner, key);
  };
  look(step, '');
  return found;
}
const wayNames = new Set([
  'next',
  'otherwise',
  'timeout',
  'failed',
  'notSendable',
  'windowClosed',
  'then',
  'branches',
  'step',
]);

function sightProblems(run: RunRecord, line: TrailRecord, { messages, inbound }: Known): string[] {
  const { what, saw } = line;
  const message = messages.get(placeOf(run.id, line));
  switch (what) {
    case 'send_planned':
      return message ? [] : [`there is no message of ${line.stepId}, turn ${line.turn}`];
    case 'send_accepted':
      return message && accepted.has(message.status) ? [] : [`the message of ${line.stepId} is not accepted`];
    case 'answered':
    case 'reply_heard':
    case 'reply_kept':
      return messageIdsIn(saw).flatMap((id) => {
        const taker = inbound.get(id)?.routing;
        return taker?.takenBy === 'run' && taker.runId === run.id
          ? []
          : [`it heard message ${id}, which is not its own`];
      });
    case 'event_came':
      return typeof saw?.['event'] !== 'string' ||
        run.inbox.some(({ fact }) => fact.kind === 'event' && fact.id === saw['event'])
        ? []
        : [`nobody told it of event ${saw['event']}`];
    case 'case_taken':
      return caseProblems(run, line);
    default:
      return [];
  }
}

const accepted = new Set(['accepted', 'sent', 'delivered', 'read', 'failed']);

const messageIdsIn = (saw: TrailEntry['saw']): string[] =>
  [saw?.['message'], saw?.['messages']].flat().filter((id) => typeof id === 'string');

/** The case that was taken is the one that holds for the values that were seen. */
function caseProblems({ definition }: RunRecord, { stepId, why, saw }: TrailRecord): string[] {
  const step = definition.steps[stepId ?? ''];
  if (step?.type !== 'if_else') return [`${stepId} decides nothing`];
  const first = step.cases.findIndex(({ if: condition }) => holds(condition, saw ?? {}));
  const expected = first < 0 ? 'no case holds' : `case ${first + 1} holds`;
  return why === expected ? [] : [`${stepId} says "${why}", though ${expected} for ${JSON.stringify(saw)}`];
}

const reached: Readonly<Record<string, readonly string[]>> = {
  sent: ['accepted', 'sent', 'delivered', 'read'],
  delivered: ['delivered', 'read'],
  read: ['read'],
};

/** Conditions of the load, judged by what a line says it saw, without the engine. */
function holds(condition: object, saw: Readonly<Record<string, unknown>>): boolean {
  if ('all' in condition) return (condition.all as object[]).every((part) => holds(part, saw));
  if ('tag' in condition) return saw[`tag:${String(condition.tag)}`] === true;
  if ('message' in condition) {
    const { step, status } = condition.message as { step: string; status: string };
    return (reached[status] ?? []).includes(String(saw[`message:${step}`]));
  }
  throw new Error(`the load has no such condition: ${JSON.stringify(condition)}`);
}

/** Each message of a contact is used by one run, once. */
function takenTwice({ runs }: Evidence): string[] {
  const used = runs.flatMap(({ trail }) =>
    trail.filter(({ what }) => what === 'answered').flatMap(({ saw }) => messageIdsIn(saw)),
  );
  return [...grouped(used, (id) => id)]
    .filter(([, { length }]) => length > 1)
    .map(([id]) => `message ${id} was used twice`);
}
