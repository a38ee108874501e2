export { lagOf, pingKafka } from './client/kafka-admin.js';
export { createKafka, type KafkaSettings } from './client/kafka-client.js';
export { KafkaUnavailable, MessageRefused } from './client/kafka-errors.js';
export type { ConsumedBatch, ConsumedMessage } from './consumer/consumed-message.js';
export type { ConsumerRun } from './consumer/consumer-run.js';
export { KafkaConsumer } from './consumer/kafka-consumer.js';
export { deadLetterPrefix, DeadLetters, type DeadLetterReason } from './dead-letters/dead-letters.js';
export { KafkaProducer } from './producer/kafka-producer.js';
export type { MessageHeaders, OutgoingMessage } from './producer/outgoing-message.js';
