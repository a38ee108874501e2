/** Shows a line of progress at once. */
export type Show = (line: string) => void;

/** Something the command line can be asked for. `help` says how. */
export interface Command {
  readonly name: string;
  readonly help: string;
  /** Answers what is printed. Throws {@link Misused} when it was asked for in a wrong way, anything else when it did not work. */
  run(args: string[], show: Show): Promise<string>;
}

/** The command line asks for something that there is not. */
export class Misused extends Error {}

/** It did not work, in words that say it all. */
export class Failed extends Error {}
