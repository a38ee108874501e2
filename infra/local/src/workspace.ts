import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { LauncherEnv } from './env.schema.js';

/** The root folder of the work tree. Compiled code lies in infra/local/dist. */
export const workspaceRoot = resolve(import.meta.dirname, '../../..');

/** Our folder in the work tree, with sources that are not TypeScript (poms, go.mod). */
export const localRoot = join(workspaceRoot, 'infra/local');

/** Data, logs and pid of one stack; a profile is a stack with its own data. */
export const profileFolder = (profile: string): string => join(workspaceRoot, '.threadline', profile);

/** Downloads and builds that outlive the work tree. */
export const cacheFolder = (env: LauncherEnv): string =>
  join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'threadline');
