import { topic as topics } from '@threadline/contracts';
import type { Clock } from '@threadline/platform';
import { MessageRefused } from '../client/kafka-errors.js';
import type { ConsumedMessage } from '../consumer/consumed-message.js';
import type { KafkaProducer } from '../producer/kafka-producer.js';
import type { MessageHeaders, OutgoingMessage } from '../producer/outgoing-message.js';

/** Why a message cannot be handled. */
export interface DeadLetterReason {
  /** One word for programs, such as `unknown_type`. */
  code: string;
  /** One sentence for people, without personal data. */
  text: string;
  /** Where in the message, as a JSON path. */
  path?: string;
  stack?: string;
}

/** What a dead letter's headers begin with. */
export const deadLetterPrefix = 'threadline-dlq-';

const maxTextBytes = 4_000;
const keptOfRefusedBytes = 64_000;

/** Messages that cannot be handled, kept with the reason and all that is needed to send them again. */
export class DeadLetters {
  constructor(
    private readonly producer: Pick<KafkaProducer, 'send'>,
    private readonly clock: Clock,
    private readonly topic: string = topics.deadLetter,
  ) {}

  /** Resolves when the dead letter is stored. A message that with its headers is too large for Kafka is cut, which a header tells. */
  async put(message: ConsumedMessage, groupId: string, reason: DeadLetterReason): Promise<void> {
    const letter = deadLetter(message, groupId, reason, this.clock.now());
    try {
      await this.producer.send(this.topic, [letter]);
    } catch (error) {
      if (!(error instanceof MessageRefused)) throw error;
      await this.producer.send(this.topic, [cut(letter)]);
    }
  }
}

function deadLetter(message: ConsumedMessage, group: string, reason: DeadLetterReason, now: number): OutgoingMessage {
  const own = {
    topic: message.topic,
    partition: message.partition,
    offset: message.offset,
    timestamp: message.timestamp,
    group,
    code: reason.code,
    reason: reason.text,
    path: reason.path,
    stack: reason.stack,
  };
  const firstSeen = { [`${deadLetterPrefix}first-seen`]: new Date(now).toISOString() };
  return {
    key: message.rawKey,
    value: message.value,
    // A letter that was sent again and failed again keeps the time it was first seen.
    headers: { ...firstSeen, ...message.headers, ...prefixed(own) },
  };
}

function prefixed(fields: Record<string, string | number | undefined>): MessageHeaders {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([name, value]) => [`${deadLetterPrefix}${name}`, String(value).slice(0, maxTextBytes)]),
  );
}

function cut({ key, value, headers }: OutgoingMessage): OutgoingMessage {
  const bytes = Buffer.from(value ?? '');
  const own = Object.entries(headers ?? {}).filter(([name]) => name.startsWith(deadLetterPrefix));
  return {
    key: key === null ? null : Buffer.from(key).subarray(0, maxTextBytes),
    value: bytes.subarray(0, keptOfRefusedBytes),
    headers: { ...Object.fromEntries(own), ...prefixed({ 'original-bytes': bytes.length }) },
  };
}
