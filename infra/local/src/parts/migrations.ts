import { messageOf } from '../message-of.js';
import { task, type Stage } from '../stage/stage.js';

/** Brings the database to the newest schema. TypeORM and the entities are loaded only now, so that other stages do not wait. */
export const migrations = (databaseUrl: string): Stage =>
  task('Migrations', async () => {
    const { migrate } = await import('@threadline/persistence');
    await migrate(databaseUrl).catch((error: unknown) => {
      throw new Error(`on the database at ${new URL(databaseUrl).host}`, { cause: error });
    });
  });

/** Migrations for a stack whose work tree is being edited: when they fail, that is said and the servers stay up. */
export const triedMigrations = (databaseUrl: string): Stage => {
  const stage = migrations(databaseUrl);
  return task(stage.name, (context) =>
    stage.start(context).catch((error: unknown) => context.report(`not run: ${messageOf(error)}`)),
  );
};
