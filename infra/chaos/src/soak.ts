import { messageOf, withMortalStack } from '@threadline/local';
import { randomInt } from 'node:crypto';
import { parsePlayOptions, soakHelp } from './command-line.js';
import { playSoak } from './soak/play-soak.js';

const print = (line: string): void => console.log(line);

/** Soaks for as long as was asked for. Resolves with the exit code. */
async function run(args: readonly string[]): Promise<number> {
  const { wantsHelp, ...options } = parsePlayOptions(args, { minutes: 10, seed: randomInt(1_000_000), rate: 6 });
  if (wantsHelp) return (print(soakHelp), 0);
  return withMortalStack({ purpose: 'soak', print }, (stack, signal) => playSoak(stack, { ...options, print, signal }));
}

process.umask(0o022); // initdb refuses a stricter one
run(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(messageOf(error));
    process.exit(1);
  },
);
