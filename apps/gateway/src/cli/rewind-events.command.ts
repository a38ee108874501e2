import { GroupIsRunning, rewindGroup } from '@threadline/kafka';
import { newestHandledEvent } from '@threadline/persistence';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { DispatchOptions } from '../dispatch/dispatch-options.js';
import { Failed, Misused, type Command } from './command.js';
import { kafkaOfEnvironment } from './kafka-of-environment.js';
import { withDatabase } from './with-database.js';

/** For events that waited in Kafka when the newest one was handled. */
const marginMs = 60 * 60_000;
const Moment = z.iso.datetime({ offset: true }).transform(Date.parse);

/** Lets dispatch read again what a restored database does not know. */
export const rewindEventsCommand: Command = {
  name: 'rewind-events',
  help: `rewind-events [--since <moment>]

For a database that was restored from a backup: what came after the backup is committed in Kafka, but not in the database. Lets
dispatch read it again, in its order; events that the database has handled are recognised and dropped. Stop every gateway with
the role dispatch before, and start them afterwards. KAFKA_BROKERS names Kafka.

  --since  From when on, such as 2026-03-02T10:00:00Z; an hour before the newest event that the database has handled unless told`,

  async run(args) {
    const { values } = parseArgs({ args, options: { since: { type: 'string' } } });
    const told = values.since === undefined ? undefined : Moment.safeParse(values.since);
    if (told?.success === false) throw new Misused('--since is a moment such as 2026-03-02T10:00:00Z.');
    const newest = told ? undefined : await withDatabase(({ manager }) => newestHandledEvent(manager));
    const since = told?.data ?? (newest === undefined ? undefined : newest - marginMs);
    if (since === undefined) throw new Failed('The database has handled no event: say from when on with --since.');
    return `${await rewind(since)} events since ${new Date(since).toISOString()} are read again\n`;
  },
};

async function rewind(since: number): Promise<number> {
  const kafka = kafkaOfEnvironment();
  const { groupId, topics } = new DispatchOptions({ kafka });
  try {
    return await rewindGroup(kafka, { groupId, topics, since });
  } catch (error) {
    if (!(error instanceof GroupIsRunning)) throw error;
    throw new Failed('A gateway still dispatches, or has ended within the last seconds: stop them all and try again.');
  }
}
