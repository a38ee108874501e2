import { parseArgs } from 'node:util';

/** What `npm run bench` was asked for. */
export interface BenchOptions {
  /** Sections to measure, in their usual order; all when none is named. */
  readonly sections: readonly string[];
  /** Where the results are written as JSON. */
  readonly json: string | undefined;
  readonly repeats: number;
  readonly isLarge: boolean;
  /** Share of every amount. */
  readonly scale: number;
  /** Servers that the environment names are measured on purpose. */
  readonly onGivenServers: boolean;
  readonly wantsHelp: boolean;
}

const options = {
  json: { type: 'string' },
  repeats: { type: 'string' },
  large: { type: 'boolean' },
  scale: { type: 'string' },
  'given-servers': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** @throws Error naming an option or a section that does not exist, or a number that is none */
export function parseBenchOptions(args: readonly string[], known: readonly string[]): BenchOptions {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`No section is called ${unknown.join(', ')}; there are: ${known.join(', ')}`);
  return {
    sections: known.filter((name) => positionals.length === 0 || positionals.includes(name)),
    json: values.json,
    repeats: repeatsOf(values.repeats ?? '3'),
    isLarge: values.large ?? false,
    scale: scaleOf(values.scale ?? '1'),
    onGivenServers: values['given-servers'] ?? false,
    wantsHelp: values.help ?? false,
  };
}

function repeatsOf(text: string): number {
  const repeats = Number(text);
  if (!Number.isInteger(repeats) || repeats < 1 || repeats > 99)
    throw new Error(`--repeats takes a number from 1 to 99, not ${text}`);
  return repeats;
}

function scaleOf(text: string): number {
  const scale = Number(text);
  if (!(scale > 0 && scale <= 10)) throw new Error(`--scale takes a number above 0, up to 10, not ${text}`);
  return scale;
}

/** @param sections what each measures, by its name */
export function benchHelp(sections: readonly { readonly name: string; readonly about: string }[]): string {
  return `npm run bench [-- section … options]   What Threadline costs, against bars
  --json FILE     write machine, versions and results as JSON
  --repeats N     how often everything is measured that does not say otherwise; 3 unless told
  --large         100,000 sleeping runs in sleepers
  --scale N       share of every amount; with 0.1 one sees that a section works, and its figures mean little
  --given-servers measures on servers that the environment names, such as DATABASE_URL; it is refused otherwise
  --help          this text

Starts servers of its own on free ports and removes them with their data. Exit code: 0 every bar is reached, 1 not.
Sections:
${sections.map(({ name, about }) => `  ${name.padEnd(14)}${about}`).join('\n')}`;
}
