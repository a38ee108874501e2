import type { KafkaMessage } from 'kafkajs';
import type { MessageHeaders } from '../producer/outgoing-message.js';

/** A message as it was read, with the place it was read from. */
export interface ConsumedMessage {
  topic: string;
  partition: number;
  /** A 64-bit number in decimal. */
  offset: string;
  /** The key as text; `rawKey` has its bytes. */
  key: string | null;
  rawKey: Buffer | null;
  value: Buffer | null;
  headers: MessageHeaders;
  /** Epoch milliseconds, set by the producer or the broker. */
  timestamp: number;
}

/** Messages of one partition in their order. */
export interface ConsumedBatch {
  groupId: string;
  topic: string;
  partition: number;
  messages: readonly ConsumedMessage[];
}

/** Tells where a message of kafkajs comes from and what it holds. */
export function consumedMessage(topic: string, partition: number, message: KafkaMessage): ConsumedMessage {
  return {
    topic,
    partition,
    offset: message.offset,
    key: message.key?.toString('utf8') ?? null,
    rawKey: message.key,
    value: message.value,
    headers: message.headers ?? {},
    timestamp: Number(message.timestamp),
  };
}
