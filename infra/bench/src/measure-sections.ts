import { readEnv, withOwnServers, type OwnServers } from '@threadline/local';
import type { Bench, Section } from './bench.js';
import type { BenchOptions } from './command-line.js';
import { refuseGivenServers } from './given-servers.js';
import { resultOf, type Result } from './report/figure.js';
import { numberText } from './report/table.js';

/** What was measured, and the exit code: not 0 when a section broke off or the bench was interrupted. */
export interface Measured {
  readonly results: readonly Result[];
  readonly code: number;
}

/**
 * Measures the sections one after the other, on servers of their own when one of them needs any.
 * @throws Error when the environment names servers and the options do not say that they are meant.
 */
export async function measureSections(
  sections: readonly Section[],
  options: BenchOptions,
  print: (line: string) => void,
): Promise<Measured> {
  const results: Result[] = [];
  const work = async (servers?: OwnServers): Promise<number> => {
    for (const section of sections)
      results.push(...(await measureOne(section, benchOf(options, print, servers), print)));
    return 0;
  };
  const needsServers = sections.some(({ servers }) => servers);
  if (needsServers && !options.onGivenServers) refuseGivenServers(readEnv());
  const code = needsServers ? await withOwnServers('bench', print, work) : await work();
  return { results, code };
}

async function measureOne(section: Section, bench: Bench, print: (line: string) => void): Promise<Result[]> {
  const begin = performance.now();
  print(`${section.name}: ${section.about}`);
  const results = (await section.measure(bench)).map((figure) => resultOf(section.name, figure));
  for (const { figure, value, unit } of results) print(`  ${figure}: ${numberText(value)} ${unit}`);
  print(`  measured in ${((performance.now() - begin) / 1000).toFixed(0)} s`);
  return results;
}

function benchOf(
  { repeats, isLarge, scale }: BenchOptions,
  print: (line: string) => void,
  servers?: OwnServers,
): Bench {
  return {
    repeats,
    isLarge,
    sized: (amount) => Math.max(Math.round(amount * scale), 2),
    tell: (line) => print(`  ${line}`),
    get servers() {
      if (servers === undefined) throw new Error('the section does not say that it needs servers');
      return servers;
    },
  };
}
