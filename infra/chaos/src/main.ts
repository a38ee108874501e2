import { messageOf, twins, withMortalStack } from '@threadline/local';
import { randomInt } from 'node:crypto';
import { chaosHelp, parsePlayOptions } from './command-line.js';
import { playChaos } from './play-chaos.js';

const print = (line: string): void => console.log(line);

/** Plays what was asked for. Resolves with the exit code. */
async function run(args: readonly string[]): Promise<number> {
  const { wantsHelp, ...options } = parsePlayOptions(args, { minutes: 5, seed: randomInt(1_000_000), rate: 4 });
  if (wantsHelp) return (print(chaosHelp), 0);
  print(
    `Chaos for ${options.minutes} min; to repeat it: npm run chaos -- --minutes ${options.minutes} --seed ${options.seed}`,
  );
  return withMortalStack({ purpose: 'chaos', twins, print }, (stack, signal) =>
    playChaos(stack, { ...options, print, signal }),
  );
}

process.umask(0o022); // initdb refuses a stricter one
run(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(messageOf(error));
    process.exit(1);
  },
);
