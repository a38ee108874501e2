import { parseArgs } from 'node:util';

/** What `npm run soak` was asked for. */
export interface SoakOptions {
  readonly minutes: number;
  /** Carts a second. */
  readonly perSecond: number;
  /** Where the results and all samples are written as JSON. */
  readonly json: string | undefined;
  readonly wantsHelp: boolean;
}

const options = {
  minutes: { type: 'string', default: '30' },
  rate: { type: 'string', default: '2' },
  json: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

export const soakHelp = `npm run soak [-- options]   Steady load for long, to see whether anything grows
  --minutes N     for how long; 30 unless told, and at least 1
  --rate N        carts a second; 2 unless told. Every cart starts a run of two sends, every other one is replied to
  --json FILE     write machine, versions, results and all samples as JSON
  --help          this text

Starts servers of its own on free ports and removes them with their data. Exit code: 0 memory stands still after the warm-up
and everything that waits is worked off at the end, 1 not.`;

/** @throws Error naming an option that does not exist, or a number that is out of bounds */
export function parseSoakOptions(args: readonly string[]): SoakOptions {
  const { values } = parseArgs({ args: [...args], options });
  return {
    minutes: numberOf('--minutes', values.minutes, { least: 1, most: 7 * 24 * 60 }),
    perSecond: numberOf('--rate', values.rate, { least: 0.1, most: 1_000 }),
    json: values.json,
    wantsHelp: values.help ?? false,
  };
}

function numberOf(option: string, text: string, { least, most }: { least: number; most: number }): number {
  const value = Number(text);
  if (!(value >= least && value <= most))
    throw new Error(`${option} takes a number from ${least} to ${most}, not ${text}`);
  return value;
}
