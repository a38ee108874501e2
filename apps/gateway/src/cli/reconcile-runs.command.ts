import type { RepairCase, RepairDecision, RunServices } from '@threadline/runs';
import { parseArgs } from 'node:util';
import { Failed, Misused, type Command } from './command.js';
import { kafkaOfEnvironment } from './kafka-of-environment.js';
import { sentSince } from './sent-since.js';
import { withRuns } from './with-runs.js';

const pageSize = 50;
const options = {
  hold: { type: 'boolean' },
  continue: { type: 'boolean' },
  exit: { type: 'boolean' },
  all: { type: 'boolean' },
  'send-again': { type: 'boolean' },
} as const;

/** Decides about runs whose rows are older than what was done. */
export const reconcileRunsCommand: Command = {
  name: 'reconcile-runs',
  help: `reconcile-runs [--hold | --continue | --exit] [--all | <run id> …] [--send-again]

For a database that was restored from a backup. A run whose row is older than what its workflow has done sends nothing and waits
here. Without an option every such run is listed: what the database knows of it, what Temporal knows, and the messages that
went out according to Temporal, or to our own news on Kafka, but not to the database. TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE
and KAFKA_BROKERS name Temporal and Kafka. What else came after the backup: see rewind-events.

  --hold        Makes every live run wait here. Do it after restoring a backup, before gateways and workers start
  --continue    Lets the named runs, or all, go on from the row as it is
  --exit        Ends the named runs, or all, as stopped by a user
  --send-again  With --continue: also those that would send a message again that has gone out`,

  async run(args) {
    const { values, positionals: named } = parseArgs({ args, options, allowPositionals: true });
    const decisions = (['hold', 'continue', 'exit'] as const).filter((option) => values[option]);
    const [decision] = decisions;
    if (decisions.length > 1) throw new Misused('Choose one of --hold, --continue and --exit.');
    if (decision === undefined) return withRuns(list);
    if (decision === 'hold') return withRuns(hold);
    if (!values.all && named.length === 0) throw new Misused(`Name runs to ${decision}, or --all.`);
    const runs = values.all ? undefined : new Set(named);
    return withRuns((services) => settle(services, { decision, runs, maySendAgain: values['send-again'] === true }));
  },
};

async function hold({ reconciling }: RunServices): Promise<string> {
  return `${await reconciling.hold()} live runs wait until they are reconciled\n`;
}

async function list(services: RunServices): Promise<string> {
  const cases: string[] = [];
  for await (const each of everyCase(services)) cases.push(describe(each));
  return cases.length === 0 ? 'No run needs repair\n' : `${cases.join('\n')}\n${cases.length} runs need repair\n`;
}

/** Decides about these runs, or about all that wait. */
async function settle(
  services: RunServices,
  given: { decision: RepairDecision; runs: ReadonlySet<string> | undefined; maySendAgain: boolean },
): Promise<string> {
  let settled = 0;
  const refused: string[] = [];
  const unmet = new Set(given.runs);
  for await (const each of everyCase(services)) {
    const { id } = each.run;
    if (given.runs?.has(id) === false) continue;
    unmet.delete(id);
    const wouldSendAgain = given.decision === 'continue' && each.sentUnknown.length > 0 && !given.maySendAgain;
    if (wouldSendAgain) refused.push(id);
    else if (await services.reconciling.settle(id, given.decision, Date.now())) settled++;
  }
  const open = [
    ...(refused.length > 0 ? [`${refused.length} would send a message again, see --send-again:`, ...refused] : []),
    ...(unmet.size > 0 ? [`${unmet.size} do not wait for it:`, ...unmet] : []),
  ];
  const done = `${settled} runs ${given.decision === 'continue' ? 'go on' : 'have ended'}`;
  if (open.length === 0) return `${done}\n`;
  throw new Failed([done, ...open].join('\n'));
}

async function* everyCase({ reconciling }: RunServices): AsyncGenerator<RepairCase> {
  const told = await sentSince(kafkaOfEnvironment(), (await reconciling.knownUntil()) ?? 0);
  for (let after: string | undefined; ;) {
    const cases = await reconciling.cases({ after, limit: pageSize }, told);
    yield* cases;
    if (cases.length < pageSize) return;
    after = cases.at(-1)?.run.id;
  }
}

function describe({ run, workflow, sentUnknown }: RepairCase): string {
  const since = workflow.startedAt === undefined ? '' : ` since ${workflow.startedAt.toISOString()}`;
  const decided =
    run.lastDecisionAt === null ? 'nothing decided yet' : `decided last at ${run.lastDecisionAt.toISOString()}`;
  return [
    `run ${run.id}: ${run.automationSlug} of ${run.workspace}, contact ${run.contactId}`,
    `  database  ${run.state}, revision ${run.revision}, ${decided}, ${run.sent.length} messages sent`,
    ...run.standing.map((line) => `            ${line}`),
    `  temporal  ${workflow.status}${since}, ${workflow.sent.length} messages sent`,
    ...sentUnknown.map((id) => `            message ${id} went out, which the database does not know`),
  ].join('\n');
}
