import { grouped } from '../grouped.js';
import type { Check, RunRecord } from '../evidence.js';

const over = new Set(['completed', 'exited', 'refused', 'disarmed']);

/** No run is stuck, stalled or unexplained, each had its workflow, and nothing is owed to anybody. */
export const endings: Check = ({ runs, workflows, owed }) => {
  const byRun = grouped(workflows, ({ runId }) => runId);
  return [
    ...runs.flatMap(problemsOf),
    ...runs.flatMap((run) =>
      workflowProblems(
        run,
        (byRun.get(run.id) ?? []).map(({ status }) => status),
      ),
    ),
    ...(owed.calls > 0 ? [`${owed.calls} calls to Temporal are owed`] : []),
    ...(owed.news > 0 ? [`${owed.news} events have not gone to Kafka`] : []),
  ];
};

function problemsOf(run: RunRecord): string[] {
  const who = `run ${run.id} of ${run.automation} (${run.state})`;
  const last = run.trail.at(-1);
  return [
    ...(over.has(run.state) ? [] : [`${who} has not ended; last: ${last ? `${last.what}, ${last.why}` : 'nothing'}`]),
    ...(run.stalledBecause === null ? [] : [`${who} is stalled: ${run.stalledBecause}`]),
    ...(run.needsRepair ? [`${who} needs repair`] : []),
    ...(over.has(run.state) && run.reason === null ? [`${who} does not say why`] : []),
    ...(over.has(run.state) && !run.trail.some(({ what }) => what === run.state)
      ? [`${who}: its timeline does not tell its end`]
      : []),
  ];
}

/** A refusal needs no workflow; another run has one that completed, and an older one only when it was restored. */
function workflowProblems({ id, automation, enteredAt, trail, epoch, state }: RunRecord, statuses: string[]): string[] {
  const who = `run ${id} of ${automation}`;
  const wasArmed = trail.some(({ what }) => what === 'armed' || what === 'held');
  if (!over.has(state)) return [];
  const least = enteredAt !== null || wasArmed ? 1 : 0;
  const completed = statuses.filter((status) => status === 'COMPLETED').length;
  const others = statuses.filter((status) => status !== 'COMPLETED' && status !== 'CONTINUED_AS_NEW');
  return [
    ...(completed < least || completed > epoch
      ? [`${who} has ${completed} completed workflows in epoch ${epoch}`]
      : []),
    ...(others.length > 0 && epoch === 1 ? [`${who}: its workflow is ${others.join(', ')}`] : []),
  ];
}
