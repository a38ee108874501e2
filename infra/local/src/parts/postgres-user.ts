import { chown, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { runTool } from '../process/run-tool.js';

/** The account Postgres runs under. */
export interface PostgresUser {
  readonly uid: number;
  readonly gid: number;
}

/** Postgres refuses to be root: user `postgres` (made when missing) if we are, otherwise nobody else than ourselves. */
export async function postgresUser(signal: AbortSignal): Promise<PostgresUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  return ask(signal).catch(async () => {
    await tool('useradd', ['--system', '--user-group', 'postgres'], signal);
    return ask(signal);
  });
}

/**
 * Makes the folder and gives it, with all it holds, to the user.
 * @throws Error naming a parent of the folder or of a program that the user may not enter.
 */
export async function givePostgresFolder(
  folder: string,
  programs: readonly string[],
  user: PostgresUser | undefined,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  if (user === undefined) return;
  for (const path of [folder, ...programs]) await requireEnterable(dirname(path), user);
  if ((await stat(folder)).uid === user.uid) return;
  await chown(folder, user.uid, user.gid);
  await tool('chown', ['-R', `${user.uid}:${user.gid}`, folder], new AbortController().signal);
}

async function requireEnterable(folder: string, user: PostgresUser): Promise<void> {
  const { mode, uid, gid } = await stat(folder);
  const enterBit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  if ((mode & enterBit) === 0)
    throw new Error(`User postgres may not enter ${folder}. Allow it by: chmod o+x ${folder}`);
  if (dirname(folder) !== folder) await requireEnterable(dirname(folder), user);
}

async function ask(signal: AbortSignal): Promise<PostgresUser> {
  const [uid, gid] = await Promise.all([
    tool('id', ['-u', 'postgres'], signal),
    tool('id', ['-g', 'postgres'], signal),
  ]);
  return { uid: Number(uid), gid: Number(gid) };
}

const tool = (command: string, args: string[], signal: AbortSignal): Promise<string> =>
  runTool({ command, args, folder: '/', signal, howToGet: 'Start as another user than root.' });
