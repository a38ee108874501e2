import { Module, type DynamicModule } from '@nestjs/common';
import { KnownConnections } from '@threadline/connections';
import { Clock, SecretBox } from '@threadline/platform';
import { AppSecrets } from '@threadline/workspaces';
import { DataSource } from 'typeorm';
import type { Env } from '../env.schema.js';
import { ConnectionWebhooks } from './connections/connection-webhooks.service.js';
import { ConnectionWebhooksController } from './connections/connections.controller.js';
import { IngressMetrics } from './ingress-metrics.js';
import { IngressSecrets } from './ingress-secrets.js';
import { WhatsAppController } from './whatsapp.controller.js';
import { WebhookSignatures } from './webhook-signatures.js';
import { WhatsAppWebhooks } from './whatsapp-webhooks.service.js';

/** Webhooks in, events on Kafka out. */
@Module({})
export class IngressModule {
  static register(env: Env): DynamicModule {
    return {
      module: IngressModule,
      controllers: [ConnectionWebhooksController, WhatsAppController],
      providers: [
        ConnectionWebhooks,
        IngressMetrics,
        {
          provide: KnownConnections,
          inject: [DataSource, SecretBox, Clock],
          useFactory: (dataSource: DataSource, box: SecretBox, clock: Clock) =>
            new KnownConnections(dataSource, box, clock),
        },
        WebhookSignatures,
        WhatsAppWebhooks,
        {
          provide: AppSecrets,
          inject: [DataSource, SecretBox, Clock],
          useFactory: (dataSource: DataSource, box: SecretBox, clock: Clock) => new AppSecrets(dataSource, box, clock),
        },
        { provide: IngressSecrets, useValue: new IngressSecrets(env.WHATSAPP_APP_SECRET, env.WHATSAPP_VERIFY_TOKEN) },
      ],
    };
  }
}
