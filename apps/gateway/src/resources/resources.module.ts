import { Global, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { Client } from '@temporalio/client';
import { KafkaProducer } from '@threadline/kafka';
import { createDataSource, numberSecretOf } from '@threadline/persistence';
import { Clock, connectTemporal, SecretBox, SystemClock, type Logger } from '@threadline/platform';
import { WhatsAppClient } from '@threadline/whatsapp';
import { NumberOwners } from '@threadline/workspaces';
import { DataSource } from 'typeorm';
import type { Env } from '../env.schema.js';
import { AppLogger } from './app-logger.js';
import { kafkaSettings } from './kafka-settings.js';

const graphTimeoutMs = 10_000;

/** What every role works with: the database, Temporal, Kafka, WhatsApp, the clock and the log. Closed last. */
@Global()
@Module({})
export class ResourcesModule implements OnApplicationShutdown {
  constructor(
    private readonly dataSource: DataSource,
    private readonly client: Client,
    private readonly producer: KafkaProducer,
  ) {}

  static register(env: Env, logger: Logger): DynamicModule {
    return {
      module: ResourcesModule,
      providers: [
        { provide: AppLogger, useValue: new AppLogger(logger) },
        { provide: Clock, useClass: SystemClock },
        { provide: SecretBox, useFactory: () => new SecretBox(env.SECRETS_KEYS) },
        {
          provide: DataSource,
          useFactory: () =>
            createDataSource({
              url: env.DATABASE_URL,
              poolSize: env.DATABASE_POOL_SIZE,
              applicationName: 'gateway',
            }).initialize(),
        },
        {
          provide: Client,
          useFactory: () => connectTemporal({ address: env.TEMPORAL_ADDRESS, namespace: env.TEMPORAL_NAMESPACE }),
        },
        { provide: KafkaProducer, useFactory: () => new KafkaProducer(kafkaSettings(env, logger)) },
        {
          provide: WhatsAppClient,
          inject: [DataSource, SecretBox],
          useFactory: ({ manager }: DataSource, box: SecretBox) =>
            new WhatsAppClient({
              baseUrl: env.WHATSAPP_API_URL,
              version: env.WHATSAPP_API_VERSION,
              accessToken: async (ownerId) =>
                (await numberSecretOf(manager, box, { ownerId, name: 'accessToken' })) ?? env.WHATSAPP_ACCESS_TOKEN,
              timeoutMs: graphTimeoutMs,
            }),
        },
        {
          provide: NumberOwners,
          inject: [DataSource, Clock],
          useFactory: (dataSource: DataSource, clock: Clock) => new NumberOwners(dataSource, clock),
        },
      ],
      exports: [AppLogger, Clock, SecretBox, DataSource, Client, KafkaProducer, WhatsAppClient, NumberOwners],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.producer.disconnect();
    await this.client.connection.close();
    await this.dataSource.destroy();
  }
}
