import { setTimeout as pause } from 'node:timers/promises';
import type { MortalStack } from '@threadline/local';
import { judge, reportLines } from '../report.js';
import { Random } from '../random.js';
import { Scene } from '../scene.js';
import { soakProblems } from './judge-soak.js';
import { processSampleOf, type Sample } from './sample.js';

/** A play of steady load. */
export interface SoakPlay {
  readonly minutes: number;
  readonly seed: number;
  readonly perSecond: number;
  readonly print: (line: string) => void;
  readonly signal: AbortSignal;
}

const contacts = 300;
const sampleEveryMs = 5_000;
const tellEvery = 6;
const quietPatienceMs = 3 * 60_000;

/** Steady load, sampled, then quiet and the look that chaos takes too. Resolves with the exit code. */
export async function playSoak(stack: MortalStack, play: SoakPlay): Promise<number> {
  const { minutes, seed, perSecond, print, signal } = play;
  const scene = await Scene.set(stack, new Random(seed), { contacts });
  const over = new AbortController();
  try {
    const playing = scene.play(perSecond, AbortSignal.any([signal, over.signal]));
    const samples = await sampled({ stack, scene, print, forMs: minutes * 60_000, signal });
    over.abort();
    await playing;
    const left = await scene.untilQuiet(quietPatienceMs, () => {});
    const outcome = { evidence: await scene.look(), left, ownEndings: stack.ownEndings };
    for (const line of reportLines(outcome)) print(line);
    const problems = soakProblems(samples, left);
    print(problems.length === 0 ? 'ok     memory is steady and the lag returns to zero' : 'WRONG  memory and lag');
    for (const problem of problems) print(`         ${problem}`);
    return [...problems, ...judge(outcome).flatMap((one) => one.problems)].length === 0 ? 0 : 1;
  } finally {
    over.abort();
    await scene.close().catch(() => undefined);
  }
}

interface Sampling {
  readonly stack: MortalStack;
  readonly scene: Scene;
  readonly print: (line: string) => void;
  readonly forMs: number;
  readonly signal: AbortSignal;
}

async function sampled({ stack, scene, print, forMs, signal }: Sampling): Promise<Sample[]> {
  const begin = performance.now();
  const samples: Sample[] = [];
  while (performance.now() - begin < forMs) {
    await pause(sampleEveryMs, undefined, { signal });
    const sample = await sampleOf(stack, scene, performance.now() - begin);
    samples.push(sample);
    if (samples.length % tellEvery === 0) print(lineOf(sample));
  }
  return samples;
}

async function sampleOf(stack: MortalStack, scene: Scene, atMs: number): Promise<Sample> {
  const [gateway, worker, databaseMb, lag] = await Promise.all([
    metricsOf(stack.gatewayUrl),
    metricsOf(stack.workerUrl),
    scene.databaseMb(),
    scene.lag(),
  ]);
  return { atMs, processes: { gateway: processSampleOf(gateway), worker: processSampleOf(worker) }, databaseMb, lag };
}

const metricsOf = async (url: string): Promise<string> =>
  (await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(10_000), headers: { connection: 'close' } })).text();

function lineOf({ atMs, processes, databaseMb, lag }: Sample): string {
  const apps = Object.entries(processes).map(
    ([part, { heapMb, residentMb, delayMs }]) =>
      `${part} ${heapMb.toFixed(0)} MB heap, ${residentMb.toFixed(0)} MB resident, loop p99 ${delayMs.toFixed(0)} ms`,
  );
  const seconds = Math.round(atMs / 1000);
  return `${String(seconds).padStart(6)} s  ${apps.join(' · ')} · database ${databaseMb.toFixed(0)} MB · lag ${lag}`;
}
