import { messageOf } from '@threadline/local';
import { benchHelp, parseBenchOptions, type BenchOptions } from './command-line.js';
import { measureSections } from './measure-sections.js';
import { reportOf, writeReport } from './report/report-file.js';
import { tableOf } from './report/table.js';
import { sections } from './sections/index.js';

const print = (line: string): void => console.log(line);

/** Measures what was asked for and tells it. Resolves with the exit code. */
async function run(args: readonly string[]): Promise<number> {
  const options = parseBenchOptions(
    args,
    sections.map(({ name }) => name),
  );
  if (options.wantsHelp) return (print(benchHelp(sections)), 0);
  return measure(options);
}

async function measure(options: BenchOptions): Promise<number> {
  const chosen = sections.filter(({ name }) => options.sections.includes(name));
  const { results, code } = await measureSections(chosen, options, print);
  for (const line of ['', ...tableOf(results)]) print(line);
  if (options.json !== undefined) await writeReport(options.json, await reportOf(results));
  const missed = results.filter(({ pass }) => pass === false).length;
  if (missed > 0) print(`${missed} of ${results.filter(({ pass }) => pass !== null).length} bars missed`);
  return code === 0 && missed > 0 ? 1 : code;
}

process.umask(0o022); // initdb refuses a stricter one
run(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(messageOf(error));
    process.exit(1);
  },
);
