import { Module, type DynamicModule } from '@nestjs/common';
import { Client } from '@temporalio/client';
import { KafkaProducer } from '@threadline/kafka';
import { createMetrics, HealthModule, type Logger } from '@threadline/platform';
import { DataSource } from 'typeorm';
import { ApiModule } from './api/api.module.js';
import { DeadLetterKeepingModule } from './dead-letters/dead-letter-keeping.module.js';
import { DispatchConsumer } from './dispatch/dispatch-consumer.js';
import { DispatchModule } from './dispatch/dispatch.module.js';
import type { Env, Role } from './env.schema.js';
import { HandlingModule } from './handling/handling.module.js';
import { healthChecksOf } from './health-checks.js';
import { HttpModule } from './http/http.module.js';
import { IngressModule } from './ingress/ingress.module.js';
import { RelayModule } from './relay/relay.module.js';
import { kafkaSettings } from './resources/kafka-settings.js';
import { ResourcesModule } from './resources/resources.module.js';

/** The gateway: what all roles share, and the modules of the roles it was given. */
@Module({})
export class AppModule {
  static register(env: Env, logger: Logger): DynamicModule {
    const registry = createMetrics('gateway');
    const dispatch = DispatchModule.register({ kafka: kafkaSettings(env, logger) }, [HandlingModule]);
    const modules: Record<Role, () => NonNullable<DynamicModule['imports']>> = {
      api: () => [ApiModule.register(env)],
      dispatch: () => [dispatch, DeadLetterKeepingModule.register(kafkaSettings(env, logger))],
      ingress: () => [IngressModule.register(env)],
      relay: () => [RelayModule],
    };
    return {
      module: AppModule,
      imports: [
        ResourcesModule.register(env, logger),
        HealthModule.register({
          registry,
          imports: env.GATEWAY_ROLES.includes('dispatch') ? [dispatch] : [],
          checks: {
            inject: [DataSource, Client, KafkaProducer, { token: DispatchConsumer, optional: true }],
            useFactory: (
              dataSource: DataSource,
              client: Client,
              producer: KafkaProducer,
              consumer?: DispatchConsumer,
            ) => [
              ...healthChecksOf(env.GATEWAY_ROLES, { dataSource, client, producer }),
              ...(consumer ? [consumer.healthCheck()] : []),
            ],
          },
        }),
        HttpModule,
        ...[...new Set(env.GATEWAY_ROLES)].flatMap((role) => modules[role]()),
      ],
    };
  }
}
