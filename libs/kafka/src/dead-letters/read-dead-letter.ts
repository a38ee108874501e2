import type { ConsumedMessage } from '../consumer/consumed-message.js';
import type { MessageHeaders } from '../producer/outgoing-message.js';
import { deadLetterPrefix } from './dead-letters.js';

/** A dead letter as it stands on its topic: the original message, the place it was read from, and why it was given up. */
export interface DeadLetter {
  original: Pick<ConsumedMessage, 'topic' | 'partition' | 'offset' | 'rawKey' | 'value' | 'headers' | 'timestamp'>;
  code: string;
  reason: string;
  path?: string;
  stack?: string;
  /** Whether `value` is only the beginning of the original. */
  isCut: boolean;
  /** Epoch milliseconds. */
  diedAt: number;
}

/** Reads a message of the dead-letter topic. One that somebody else put there is a dead letter of the topic itself. */
export function readDeadLetter(message: ConsumedMessage): DeadLetter {
  const own = (name: string): string | undefined => textOf(message.headers[`${deadLetterPrefix}${name}`]);
  const [path, stack] = [own('path'), own('stack')];
  return {
    original: {
      topic: own('topic') ?? message.topic,
      partition: numberOf(own('partition'), message.partition),
      offset: /^\d{1,18}$/.test(own('offset') ?? '') ? (own('offset') ?? '') : message.offset,
      timestamp: numberOf(own('timestamp'), message.timestamp),
      rawKey: message.rawKey,
      value: message.value,
      headers: withoutOwn(message.headers),
    },
    code: own('code') ?? 'unknown',
    reason: own('reason') ?? 'Put here by somebody else, without a reason',
    ...(path !== undefined && { path }),
    ...(stack !== undefined && { stack }),
    isCut: own('original-bytes') !== undefined,
    diedAt: message.timestamp,
  };
}

const numberOf = (text: string | undefined, otherwise: number): number => {
  const number = Number(text);
  return text !== undefined && Number.isSafeInteger(number) && number >= 0 ? number : otherwise;
};

const textOf = (header: MessageHeaders[string]): string | undefined =>
  header === undefined ? undefined : String(Array.isArray(header) ? header[0] : header);

/** The headers of the original. When it was first seen goes along, so that a letter that fails again keeps it. */
const withoutOwn = (headers: MessageHeaders): MessageHeaders =>
  Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => !name.startsWith(deadLetterPrefix) || name === `${deadLetterPrefix}first-seen`,
    ),
  );
