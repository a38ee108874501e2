import { mortals, twins, type Mortal } from '@threadline/local';
import { Random } from './random.js';

/** What the sandbox does to sends, by the names of its failures. */
export const troubles = [
  'error',
  'http_500',
  'timeout_before_acting',
  'timeout_after_acting',
  'drop_after_acting',
  'failed_status',
] as const;
export type Trouble = (typeof troubles)[number];

/** Something that goes wrong. Times are milliseconds. */
export type Fault =
  | { readonly kind: 'kill'; readonly part: Mortal; readonly downMs: number }
  | { readonly kind: 'freeze'; readonly part: Mortal; readonly ms: number }
  | { readonly kind: 'trouble'; readonly trouble: Trouble; readonly times: number }
  | { readonly kind: 'late'; readonly ms: number };

/** A fault and when it happens, counted from the beginning. */
export type Scheduled = Fault & { readonly atMs: number };

/**
 * Freezes longer than what the others bear: Kafka's session (6 s) and request (5 s), Postgres's lock and statement time-outs (3 s,
 * 5 s) and its patience with an idle transaction (30 s), Temporal's workflow task (10 s) and the heartbeat of a send (15 s).
 */
const freezeMs: Readonly<Record<Mortal, readonly [number, number]>> = {
  gateway: [8_000, 35_000],
  'gateway-2': [8_000, 35_000],
  worker: [17_000, 35_000],
  'worker-2': [17_000, 35_000],
  temporal: [11_000, 16_000],
  kafka: [8_000, 14_000],
  postgres: [7_000, 12_000],
};
const downMs = [0, 5_000] as const;
const lateMs = [5_000, 25_000] as const;
const gapMs = [3_000, 9_000] as const;

/** Every fault once, in an order of the seed's, then any, until the time is over. The same seed gives the same schedule. */
export function scheduleOf(seed: number, forMs: number): Scheduled[] {
  const random = new Random(seed);
  const scheduled: Scheduled[] = [];
  let round: Fault[] = [];
  for (let atMs = gapMs[0]; atMs < forMs; atMs += random.between(...gapMs)) {
    if (round.length === 0) round = random.shuffle(everyFault(random));
    const fault = round.pop();
    if (fault) scheduled.push({ ...fault, atMs });
  }
  return scheduled;
}

/** After each refusal for now the number rests for up to a minute. */
const timesOf = (trouble: Trouble): number => (trouble === 'error' ? 2 : 8);

/** Of gateways and workers there are two: while one is frozen the other goes on, and the frozen one wakes up into that. */
const parts: readonly Mortal[] = [...mortals, ...twins.map((name) => `${name}-2` as const)];

function everyFault(random: Random): Fault[] {
  return [
    ...parts.map((part): Fault => ({ kind: 'kill', part, downMs: random.between(...downMs) })),
    ...parts.map((part): Fault => ({ kind: 'freeze', part, ms: random.between(...freezeMs[part]) })),
    ...troubles.map((trouble): Fault => ({ kind: 'trouble', trouble, times: random.between(1, timesOf(trouble)) })),
    { kind: 'late', ms: random.between(...lateMs) },
  ];
}

/** The fault in words, for progress lines. */
export function wordsOf(fault: Fault): string {
  switch (fault.kind) {
    case 'kill':
      return `SIGKILL ${fault.part}, down for ${seconds(fault.downMs)}`;
    case 'freeze':
      return `SIGSTOP ${fault.part} for ${seconds(fault.ms)}`;
    case 'trouble':
      return `sandbox: ${fault.trouble} for ${fault.times} sends`;
    case 'late':
      return `sandbox: answers ${seconds(fault.ms)} late`;
  }
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
