import { setTimeout as pause } from 'node:timers/promises';
import type { MortalStack } from '@threadline/local';
import { Faults } from './faults.js';
import { isGood, reportLines } from './report.js';
import { Random } from './random.js';
import { Scene } from './scene.js';
import { scheduleOf } from './schedule.js';

/** A play of chaos. */
export interface ChaosPlay {
  readonly minutes: number;
  readonly seed: number;
  readonly perSecond: number;
  readonly print: (line: string) => void;
  readonly signal: AbortSignal;
}

const contacts = 150;
/** A send whose worker died is looked at again after a minute, an unknown one settled after another, by a chore of each minute. */
const quietPatienceMs = 8 * 60_000;
const tellEveryMs = 15_000;
/** Before the first fault, so that there is something to disturb. */
const warmUpMs = 5_000;

/** Faults under load, then quiet, then judgement. Resolves with the exit code. */
export async function playChaos(
  stack: MortalStack,
  { minutes, seed, perSecond, print, signal }: ChaosPlay,
): Promise<number> {
  const begin = performance.now();
  const say = (line: string): void => print(`${clock(performance.now() - begin)}  ${line}`);
  const random = new Random(seed);
  const schedule = scheduleOf(seed, minutes * 60_000);
  const scene = await Scene.set(stack, random, { contacts });
  const over = new AbortController();
  const stop = AbortSignal.any([signal, over.signal]);
  try {
    const telling = setInterval(() => say(toldLine(scene)), tellEveryMs);
    const playing = scene.play(perSecond, stop);
    say(`${schedule.length} faults are to come`);
    await pause(warmUpMs, undefined, { signal });
    await new Faults(stack, scene.number, say).play(schedule, signal);
    over.abort();
    await playing;
    clearInterval(telling);
    say(`all is told: ${toldLine(scene)}; waits for quiet`);
    const left = await scene.untilQuiet(
      quietPatienceMs,
      everySoOften((what) => say(`still on the way: ${JSON.stringify(what)}`)),
    );
    const evidence = await scene.look();
    const judged = { evidence, left, ownEndings: stack.ownEndings };
    for (const line of reportLines(judged)) print(line);
    return isGood(judged) ? 0 : 1;
  } finally {
    over.abort();
    await scene.close().catch(() => undefined);
  }
}

const toldLine = ({ told }: Scene): string => `${told.events.length} events, ${told.messages.length} messages told`;

function everySoOften<T>(tell: (what: T) => void): (what: T) => void {
  let last = performance.now();
  return (what) => {
    if (performance.now() - last < tellEveryMs) return;
    last = performance.now();
    tell(what);
  };
}

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(3)}:${String(seconds % 60).padStart(2, '0')}`;
}
