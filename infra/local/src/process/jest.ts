import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { childEnvironment } from '../env.schema.js';
import { JestResult } from '../test-count.js';
import { workspaceRoot } from '../workspace.js';
import { runTool } from './run-tool.js';

const jest = join(workspaceRoot, 'node_modules/jest/bin/jest.js');
const nodeFlags = ['--experimental-vm-modules', '--no-warnings'];

/** The spec files that Jest would run with these arguments. */
export async function listSpecs(args: readonly string[], signal: AbortSignal): Promise<string[]> {
  const output = await runTool({
    command: process.execPath,
    args: [...nodeFlags, jest, '--listTests', '--json', ...args],
    folder: workspaceRoot,
    signal,
    howToGet: '',
  });
  return z.array(z.string()).parse(JSON.parse(output));
}

/** One run of Jest. */
export interface JestRun {
  readonly args: readonly string[];
  readonly env: Record<string, string>;
  /** Where Jest writes its result; removed with the profile. */
  readonly resultFile: string;
  readonly signal: AbortSignal;
}

/** Runs Jest with its usual output. Resolves with undefined when it died before it wrote a result. */
export async function runJest({ args, env, resultFile, signal }: JestRun): Promise<JestResult | undefined> {
  const flags = ['--json', `--outputFile=${resultFile}`];
  await new Promise<void>((resolve) => {
    const child = spawn(process.execPath, [...nodeFlags, jest, ...flags, ...args], {
      cwd: workspaceRoot,
      env: childEnvironment(env),
      stdio: ['ignore', 'inherit', 'inherit'],
      signal,
    });
    child.once('error', () => {}); // an abort, after which it ends
    child.once('close', () => resolve());
  });
  const text = await readFile(resultFile, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JestResult.parse(JSON.parse(text));
}
