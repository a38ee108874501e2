import { writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { messageOf, withOwnServers, type OwnServers } from '@threadline/local';
import { Emitter } from '../load/carts.js';
import { paced } from '../load/paced.js';
import { resultOf } from '../report/figure.js';
import { reportOf } from '../report/report-file.js';
import { numberText, tableOf } from '../report/table.js';
import { startSystem } from '../system/system.js';
import { parseSoakOptions, soakHelp, type SoakOptions } from './command-line.js';
import { Conversations } from './conversations.js';
import type { Sample } from './sample.js';
import { takeSample } from './sampler.js';
import { figuresOf } from './verdict.js';

const sampleEveryMs = 5_000;
const tellEvery = 12;
const settlesWithinMs = 120_000;
const print = (line: string): void => console.log(line);

async function run(args: readonly string[]): Promise<number> {
  const options = parseSoakOptions(args);
  if (options.wantsHelp) return (print(soakHelp), 0);
  return withOwnServers('soak', print, (servers) => soak(servers, options));
}

async function soak(servers: OwnServers, { minutes, perSecond, json }: SoakOptions): Promise<number> {
  const system = await startSystem(servers, 'soak');
  const emitter = await Emitter.open(servers.addresses.kafkaBrokers);
  const load = await Conversations.publish(system, emitter);
  print(`${perSecond} carts a second for ${minutes} min`);
  const samples: Sample[] = [];
  const begin = performance.now();
  const look = () => takeSample(system, begin);
  const watching = new AbortController();
  const watched = watch(look, samples, watching.signal);
  await paced(Math.ceil(minutes * 60 * perSecond), perSecond, (nth) => load.begin(nth));
  watching.abort();
  await watched;
  const settled = await settle(look);
  await emitter.close();
  await system.stop();
  const results = figuresOf(samples, settled).map((figure) => resultOf('soak', figure));
  for (const line of ['', ...tableOf(results)]) print(line);
  if (json !== undefined) {
    const report = { ...(await reportOf(results)), samples: [...samples, settled] };
    await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
  }
  return results.some(({ pass }) => pass === false) ? 1 : 0;
}

type Look = () => Promise<Sample>;

/** Adds a sample every few seconds, and prints one a minute. */
async function watch(look: Look, samples: Sample[], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const sample = await look();
    samples.push(sample);
    if (samples.length % tellEvery === 0) print(lineOf(sample));
    await pause(sampleEveryMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Looks until nothing waits any more, or for as long as working off may take. */
async function settle(look: Look): Promise<Sample> {
  const end = performance.now() + settlesWithinMs;
  for (;;) {
    const sample = await look();
    const waiting = sample.lag + sample.owed + sample.live;
    if (waiting === 0 || performance.now() > end) return sample;
    await pause(1_000);
  }
}

function lineOf({ second, apps, databaseMb, lag, owed, live }: Sample): string {
  const memory = Object.entries(apps).map(
    ([app, { heapMb, residentMb }]) => `${app} ${numberText(heapMb)} of ${numberText(residentMb)} MB`,
  );
  return `  ${second} s: ${memory.join(', ')}; database ${numberText(databaseMb)} MB; lag ${lag}, owed ${owed}, live ${live}`;
}

process.umask(0o022); // initdb refuses a stricter one
run(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(messageOf(error));
    process.exit(1);
  },
);
