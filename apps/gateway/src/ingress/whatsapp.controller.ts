import { Body, Controller, Get, Header, Headers, HttpCode, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { NoKeyNeeded } from '@threadline/platform';
import { RequestProblem } from '../http/problem.js';
import { Handshake } from './handshake.schema.js';
import { IngressMetrics } from './ingress-metrics.js';
import { IngressSecrets } from './ingress-secrets.js';
import { WebhookSignatures } from './webhook-signatures.js';
import { WhatsAppWebhooks } from './whatsapp-webhooks.service.js';

/**
 * Where WhatsApp delivers, signed by the app secret over the raw body.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint
 */
@ApiExcludeController()
@NoKeyNeeded()
@Controller('ingress/whatsapp')
export class WhatsAppController {
  constructor(
    private readonly webhooks: WhatsAppWebhooks,
    private readonly secrets: IngressSecrets,
    private readonly signatures: WebhookSignatures,
    private readonly metrics: IngressMetrics,
  ) {}

  /** The handshake by which WhatsApp checks that the address is ours: it wants its challenge back, bare. */
  @Get()
  @Header('content-type', 'text/plain; charset=utf-8')
  verify(@Query({ schema: Handshake }) handshake: Handshake): string {
    if (!this.secrets.isVerifyToken(handshake['hub.verify_token']))
      throw new RequestProblem('verification_failed', 'Enter our verify token in the app dashboard of Meta');
    return handshake['hub.challenge'];
  }

  /** The signature comes first: of an unsigned body only whom it is about is looked at. */
  @Post()
  @HttpCode(200)
  async receive(@Body() body: unknown, @Headers('x-hub-signature-256') signature?: string): Promise<void> {
    const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    try {
      await this.webhooks.receive(await this.signatures.signed(raw, signature));
    } catch (error) {
      this.metrics.refused(error);
      throw error;
    }
  }
}
