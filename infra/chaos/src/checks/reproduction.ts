import { grouped } from '../grouped.js';
import type { Check, Evidence, MessageRecord, RunRecord } from '../evidence.js';
import { isReproducible, isSame, reproduce } from './reproduce.js';

/** Runs whose steps read nothing but their facts: the same facts give the same timeline, state and messages. */
export const reproduction: Check = (evidence) => {
  const planned = grouped(evidence.messages, ({ runId }) => runId);
  return reproducibleRuns(evidence).flatMap((run) => problemsOf(run, planned.get(run.id) ?? []));
};

/** The runs that {@link reproduction} looks at. */
export const reproducibleRuns = ({ runs, factOnly }: Evidence): RunRecord[] =>
  runs.filter((run) => factOnly.has(run.automationId) && isReproducible(run));

function problemsOf(run: RunRecord, rows: readonly MessageRecord[]): string[] {
  const planned = reproduce(run);
  const who = `run ${run.id} of ${run.automation}`;
  if (!planned) return [`${who}: its facts do not lead to its timeline and state`];
  const missing = planned.filter(
    (effect) => !rows.some((row) => isOf(row, effect) && isSame(row.content, effect.content)),
  );
  const others = rows.filter((row) => !planned.some((effect) => isOf(row, effect)));
  return [
    ...missing.map(({ stepId, turn }) => `${who}: the message of ${stepId}, turn ${turn}, is not as its facts say`),
    ...others.map(({ id }) => `${who}: nothing in its facts asks for message ${id}`),
  ];
}

const isOf = (row: MessageRecord, effect: { stepId: string; turn: number; intendedAt: number }): boolean =>
  row.stepId === effect.stepId && row.turn === effect.turn && row.intendedAt === effect.intendedAt;
