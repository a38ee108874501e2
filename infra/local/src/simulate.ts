import { simulate } from '@threadline/automation';
import { messageOf } from './message-of.js';
import { parseSimulateOptions, simulateHelp } from './simulate/command-line.js';
import { readSimulation } from './simulate/read-simulation.js';
import { reportOf } from './simulate/report.js';

const budgetMs = 10_000;

/** Simulates what a file holds and prints what came of it. Resolves with the exit code. */
async function run(args: readonly string[]): Promise<number> {
  const { file, isJson, wantsHelp } = parseSimulateOptions(args);
  if (wantsHelp || file === undefined) {
    console.log(simulateHelp);
    return wantsHelp ? 0 : 1;
  }
  const result = simulate(await readSimulation(file), { now: () => performance.now(), budgetMs });
  console.log(isJson ? JSON.stringify(result, null, 2) : reportOf(result).join('\n'));
  return 0;
}

run(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(messageOf(error));
    process.exitCode = 1;
  },
);
