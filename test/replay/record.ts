import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { DriverRig } from '@threadline/workflows/testing';
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { env, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { cases, type ReplayCase } from './cases.js';

/** Who did it and where the code lay says something about one machine and nothing about the run. */
const isOfMachine = new Set(['identity', 'stackTrace']);

/** A worker's own queue is called after its identity: process@host-… */
const withoutMachine = (key: string, value: unknown): unknown => {
  if (isOfMachine.has(key)) return undefined;
  return typeof value === 'string' && /^\d+@/.test(value) ? 'queue-of-a-worker' : value;
};

async function store(handle: WorkflowHandle, name: string, folder: string): Promise<void> {
  const json: unknown = JSON.parse(historyToJSON(await handle.fetchHistory()));
  const text = JSON.stringify(json, withoutMachine, 1);
  writeFileSync(join(folder, `${name}.json`), `${text}\n`);
  stdout.write(`recorded ${name}: ${Buffer.byteLength(text)} bytes\n`);
}

async function recordOn(
  opening: () => Promise<DriverRig>,
  wanted: readonly ReplayCase[],
  folder: string,
): Promise<void> {
  if (wanted.length === 0) return;
  const rig = await opening();
  try {
    for (const { live, name } of wanted) await store(await live(rig), name, folder);
  } finally {
    await rig.close();
  }
}

/** Records the named cases, or all that have no history yet: a stored one is what runs of an earlier release left. */
async function recordCases(names: readonly string[], folder: string): Promise<void> {
  const isWanted = ({ name }: ReplayCase): boolean =>
    names.length > 0 ? names.includes(name) : !existsSync(join(folder, `${name}.json`));
  const wanted = cases.filter(isWanted);
  const long = wanted.filter(({ isLong }) => isLong);
  const short = wanted.filter(({ isLong }) => !isLong);
  await recordOn(() => DriverRig.realTime(env['TEMPORAL_ADDRESS']), short, folder);
  await recordOn(() => DriverRig.timeSkipping(env['TEST_TIME_SKIPPING_SERVER']), long, folder);
}

/** Records a run of the running system, ended or not, as it stands now. */
async function recordRun(workflowId: string, name: string, folder: string): Promise<void> {
  if (cases.some((one) => one.name === name)) throw new Error(`${name} is the name of a case: choose another`);
  const connection = await Connection.connect({ address: env['TEMPORAL_ADDRESS'] });
  const client = new Client({ connection, namespace: env['TEMPORAL_NAMESPACE'] ?? 'default' });
  await store(client.workflow.getHandle(workflowId), name, folder);
  await connection.close();
}

const usage = `record.js [case …]               records cases: those named, or all that have no history
record.js --run <workflow id> --as <name>   records a run of the system at TEMPORAL_ADDRESS (TEMPORAL_NAMESPACE)
`;

async function main(folder: string): Promise<void> {
  const options = { run: { type: 'string' }, as: { type: 'string' }, help: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help || (values.run === undefined) !== (values.as === undefined)) stdout.write(usage);
  else if (values.run !== undefined && values.as !== undefined) await recordRun(values.run, values.as, folder);
  else await recordCases(positionals, folder);
}

await main(resolve(import.meta.dirname, '../../replay')); // compiled into test/dist/replay
