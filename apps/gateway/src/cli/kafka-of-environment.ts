import type { KafkaSettings } from '@threadline/kafka';
import { createLogger, loadEnv } from '@threadline/platform';
import { Env } from '../env.schema.js';
import { kafkaSettings } from '../resources/kafka-settings.js';

/** The Kafka of KAFKA_BROKERS, for a command: what fails is told by its error, not by a log. */
export const kafkaOfEnvironment = (): KafkaSettings =>
  kafkaSettings(loadEnv(Env.pick({ KAFKA_BROKERS: true })), createLogger({ name: 'cli', level: 'silent' }));
