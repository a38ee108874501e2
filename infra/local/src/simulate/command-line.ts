import { parseArgs } from 'node:util';

/** What `npm run simulate` was asked for. */
export interface SimulateOptions {
  /** The file with the simulation. */
  readonly file: string | undefined;
  /** Print the result as it is. */
  readonly isJson: boolean;
  readonly wantsHelp: boolean;
}

export const simulateHelp = `npm run simulate -- [options] <file.json>   An automation in a virtual time
  --json   print the result as JSON
  --help   this text

The file holds what POST /v1/simulations takes: a definition, a contact, a start, and a timeline of what happens.
Nothing is sent and no server is needed. Examples are in docs/examples/.
Exit code: 0 simulated, 1 the file cannot be simulated.`;

/** @throws Error naming an option that does not exist, or a second file */
export function parseSimulateOptions(args: readonly string[]): SimulateOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (positionals.length > 1) throw new Error(`One file at a time: ${positionals.join(' ')}`);
  return { file: positionals[0], isJson: values.json ?? false, wantsHelp: values.help ?? false };
}
