import kafkajs, { type ISocketFactory, type Kafka, type RetryOptions } from 'kafkajs';
import type { Logger } from '@threadline/platform';
import { logCreatorFor } from './kafka-log.js';

/** Which Kafka to talk to, and as whom. */
export interface KafkaSettings {
  /** `host:port` of each bootstrap broker. */
  brokers: readonly string[];
  clientId: string;
  logger: Logger;
  /** Opens the connections; for tests that cut the line. */
  socketFactory?: ISocketFactory;
}

/** Retries that end at least once a second, so that a returned broker is found at once. */
export const retryEverySecond: RetryOptions = {
  initialRetryTime: 100,
  maxRetryTime: 1_000,
  retries: 60,
  factor: 0.2,
  multiplier: 1.5,
};

/** A kafkajs client that survives outages of the broker without losing what was acknowledged. */
export function createKafka(settings: KafkaSettings, retry: RetryOptions = retryEverySecond): Kafka {
  const { brokers, clientId, logger, socketFactory } = settings;
  return new kafkajs.Kafka({
    brokers: [...brokers],
    clientId,
    connectionTimeout: 1_000,
    requestTimeout: 5_000,
    retry,
    logLevel: kafkajs.logLevel.INFO,
    logCreator: logCreatorFor(logger),
    ...(socketFactory && { socketFactory }),
  });
}
