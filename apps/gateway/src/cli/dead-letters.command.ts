import { KafkaProducer } from '@threadline/kafka';
import { deadLettersPage, type DeadLetterDetails, type DeadLetterFilter, type Position } from '@threadline/persistence';
import { SystemClock } from '@threadline/platform';
import { parseArgs } from 'node:util';
import type { DataSource } from 'typeorm';
import { Replaying } from '../dead-letters/replaying.js';
import { Misused, type Command } from './command.js';
import { kafkaOfEnvironment } from './kafka-of-environment.js';
import { withDatabase } from './with-database.js';

const options = {
  all: { type: 'boolean' },
  code: { type: 'string' },
  replay: { type: 'boolean' },
} as const;

/** Lists and replays dead letters of the whole installation. */
export const deadLettersCommand: Command = {
  name: 'dead-letters',
  help: `dead-letters [--all] [--code <reason>] [--replay [<id> …]]

Lists events that could not be handled and that nobody can attribute to a workspace; those of workspaces are in the API too.
No contents are shown. KAFKA_BROKERS names Kafka.

  --all      Those of all workspaces as well
  --code     Only those of one reason, such as not_json
  --replay   Sends the named ones again, or all that would be listed and were not sent again before`,

  async run(args) {
    const { values, positionals: ids } = parseArgs({ args, options, allowPositionals: true });
    const filter: DeadLetterFilter = { ...(!values.all && { workspaceId: null }), code: values.code };
    if (values.replay) return withDatabase((dataSource) => replay(dataSource, filter, ids));
    if (ids.length > 0) throw new Misused('Ids are named with --replay.');
    return withDatabase((dataSource) => list(dataSource, filter));
  },
};

async function list(dataSource: DataSource, filter: DeadLetterFilter): Promise<string> {
  const lines: string[] = [];
  for (let after: Position | undefined; ;) {
    const page = await deadLettersPage(dataSource.manager, filter, { limit: 100, after });
    lines.push(...page.rows.map(lineOf));
    after = page.next;
    if (!after) return lines.length === 0 ? 'There are no dead letters\n' : `${lines.join('\n')}\n`;
  }
}

const lineOf = (letter: DeadLetterDetails): string =>
  [
    letter.id,
    letter.diedAt.toISOString(),
    `${letter.topic}/${letter.partition}/${letter.offset}`,
    letter.workspaceId ?? 'no workspace',
    letter.replays === 0 ? letter.code : `${letter.code}, sent again ${letter.replays} times`,
    letter.reason,
  ].join('  ');

async function replay(dataSource: DataSource, filter: DeadLetterFilter, ids: readonly string[]): Promise<string> {
  const producer = new KafkaProducer(kafkaOfEnvironment());
  try {
    const replaying = new Replaying(dataSource, producer, new SystemClock());
    if (ids.length === 0) return `${await replaying.all({ ...filter, wasReplayed: false })} sent again\n`;
    for (const id of ids) await replaying.one({}, id);
    return `${ids.length} sent again\n`;
  } finally {
    await producer.disconnect();
  }
}
