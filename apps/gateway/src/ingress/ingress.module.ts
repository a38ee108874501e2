import { Module, type DynamicModule } from '@nestjs/common';
import type { Env } from '../env.schema.js';
import { IngressMetrics } from './ingress-metrics.js';
import { IngressSecrets } from './ingress-secrets.js';
import { WhatsAppController } from './whatsapp.controller.js';
import { WhatsAppWebhooks } from './whatsapp-webhooks.service.js';

/** Webhooks in, events on Kafka out. */
@Module({})
export class IngressModule {
  static register(env: Env): DynamicModule {
    return {
      module: IngressModule,
      controllers: [WhatsAppController],
      providers: [
        IngressMetrics,
        WhatsAppWebhooks,
        { provide: IngressSecrets, useValue: new IngressSecrets(env.WHATSAPP_APP_SECRET, env.WHATSAPP_VERIFY_TOKEN) },
      ],
    };
  }
}
