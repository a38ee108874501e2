import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { AnyCloudEvent, deadLetterIdOf, maxEventBytes, parseJson, topic } from '@threadline/contracts';
import {
  KafkaConsumer,
  readDeadLetter,
  type ConsumedMessage,
  type DeadLetter,
  type KafkaSettings,
} from '@threadline/kafka';
import { inTransaction, keepDeadLetters, type NewDeadLetter } from '@threadline/persistence';
import { Counter, Registry } from '@threadline/platform';
import { DataSource } from 'typeorm';

/** What the keeper consumes. A class, so that it can be injected. */
export class KeeperOptions {
  constructor(
    readonly kafka: KafkaSettings,
    readonly topic: string = topicOfDeadLetters,
    readonly groupId: string = 'threadline-dead-letters',
  ) {}
}

const topicOfDeadLetters = topic.deadLetter;
/** Dead letters may be of a megabyte each. */
const lettersAtOnce = 20;
const keptOfCutBytes = 64_000;

/** Copies the dead-letter topic into a table, where people find what is theirs. The topic stays the source. */
@Injectable()
export class DeadLetterKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly consumer: KafkaConsumer;
  private readonly kept: Counter;

  constructor(
    private readonly options: KeeperOptions,
    private readonly dataSource: DataSource,
    registry: Registry,
  ) {
    this.consumer = new KafkaConsumer(options.kafka);
    this.kept = new Counter({
      name: 'threadline_dead_letters_kept_total',
      help: 'Dead letters that became visible in the API',
      registers: [registry],
    });
  }

  /** Does not wait for Kafka, so that the app starts while Kafka is away. */
  onApplicationBootstrap(): void {
    const { groupId, topic: from, kafka } = this.options;
    void this.consumer.run({
      groupId,
      topics: [from],
      maxBatchSize: lettersAtOnce,
      handle: ({ messages }) => this.keep(messages),
      onFatal: (err) => {
        kafka.logger.fatal({ err }, 'the consumer of dead letters has given up');
        process.kill(process.pid, 'SIGTERM');
      },
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.consumer.stop();
  }

  private async keep(messages: readonly ConsumedMessage[]): Promise<void> {
    const letters = messages.map((message) => rowOf(readDeadLetter(message)));
    this.kept.inc(await inTransaction(this.dataSource, (tx) => keepDeadLetters(tx, letters)));
  }
}

function rowOf({ original, ...letter }: DeadLetter): NewDeadLetter {
  const { topic: from, partition, offset, timestamp, rawKey, value } = original;
  const isCut = letter.isCut || (value?.length ?? 0) > maxEventBytes;
  const kept = isCut ? value?.subarray(0, keptOfCutBytes) : value;
  return {
    id: deadLetterIdOf(original),
    workspaceId: workspaceIn(value),
    topic: storable(from),
    partition,
    offset,
    code: storable(letter.code),
    reason: storable(letter.reason),
    path: letter.path === undefined ? null : storable(letter.path),
    stack: letter.stack === undefined ? null : storable(letter.stack),
    key: rawKey?.toString('base64') ?? null,
    value: kept?.toString('base64') ?? null,
    headers: headersOf(original),
    isCut,
    sentAt: timestamp,
    diedAt: letter.diedAt,
  };
}

/** Postgres stores every character but this one. */
const storable = (text: string): string => text.replaceAll('\0', '�');

const headersOf = ({ headers }: DeadLetter['original']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, content]) => {
      const [first] = [content].flat();
      return first === undefined ? [] : [[storable(name), Buffer.from(first).toString('base64')]];
    }),
  );

/** Whose event it is, as far as it can be read at all. */
function workspaceIn(value: Buffer | null): string | null {
  if (value === null || value.length > maxEventBytes) return null;
  const json = parseJson(value);
  const found = json.ok ? AnyCloudEvent.pick({ workspaceid: true }).safeParse(json.value) : undefined;
  return found?.success ? found.data.workspaceid : null;
}
