import type { KafkaSettings } from '@threadline/kafka';
import type { Logger } from '@threadline/platform';
import type { Env } from '../env.schema.js';

/** How the gateway knows itself to Kafka. */
export const kafkaSettings = (env: Pick<Env, 'KAFKA_BROKERS'>, logger: Logger): KafkaSettings => ({
  brokers: env.KAFKA_BROKERS,
  clientId: 'threadline-gateway',
  logger,
});
