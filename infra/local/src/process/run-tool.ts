import { spawn } from 'node:child_process';
import { childEnvironment } from '../env.schema.js';

/** A command that is run to its end. */
export interface ToolRun {
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly env?: Record<string, string>;
  readonly user?: { readonly uid: number; readonly gid: number };
  /** How to get the tool, said when it is not on this machine. */
  readonly howToGet: string;
}

/**
 * Runs a command and resolves with its standard output.
 * @throws Error naming the missing tool, or with the last lines of what a failed one wrote.
 */
export function runTool(run: ToolRun): Promise<string> {
  run.signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(run.command, run.args, {
      cwd: run.folder,
      env: childEnvironment(run.env),
      stdio: ['ignore', 'pipe', 'pipe'],
      signal: run.signal,
      ...run.user,
    });
    let output = '';
    let everything = '';
    child.stdout.on('data', (chunk: Buffer) => ((output += chunk.toString()), (everything += chunk.toString())));
    child.stderr.on('data', (chunk: Buffer) => (everything += chunk.toString()));
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ENOENT' ? new Error(`${run.command} is not installed. ${run.howToGet}`) : error),
    );
    child.once('close', (code) => {
      const lastLines = everything.trimEnd().split('\n').slice(-30).join('\n');
      return code === 0 ? resolve(output) : reject(new Error(`${run.command} ended with code ${code}:\n${lastLines}`));
    });
  });
}
