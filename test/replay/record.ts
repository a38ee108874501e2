import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { DriverRig } from '@threadline/workflows/testing';
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { argv, env, stdout } from 'node:process';
import { cases, type ReplayCase } from './cases.js';

/** Who did it and where the code lay says something about one machine and nothing about the run. */
const isOfMachine = new Set(['identity', 'stackTrace']);

async function record(rig: DriverRig, { name, live }: ReplayCase, folder: string): Promise<void> {
  const handle = await live(rig);
  const json: unknown = JSON.parse(historyToJSON(await handle.fetchHistory()));
  const text = JSON.stringify(json, (key, value: unknown) => (isOfMachine.has(key) ? undefined : value), 1);
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
    for (const one of wanted) await record(rig, one, folder);
  } finally {
    await rig.close();
  }
}

/** Records the named cases, or all that have no history yet: a stored one is what runs of an earlier release left. */
async function main([folder = '', ...names]: readonly string[]): Promise<void> {
  const isWanted = ({ name }: ReplayCase): boolean =>
    names.length > 0 ? names.includes(name) : !existsSync(join(folder, `${name}.json`));
  const wanted = cases.filter(isWanted);
  const long = wanted.filter(({ isLong }) => isLong);
  const short = wanted.filter(({ isLong }) => !isLong);
  await recordOn(() => DriverRig.realTime(env['TEMPORAL_ADDRESS']), short, folder);
  await recordOn(() => DriverRig.timeSkipping(env['TEST_TIME_SKIPPING_SERVER']), long, folder);
}

const here = resolve(import.meta.dirname, '../../replay'); // compiled into test/dist/replay
await main([here, ...argv.slice(2)]);
