import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { NoKeyNeeded } from '@threadline/platform';
import { Id } from '../../api/id.schema.js';
import { IngressMetrics } from '../ingress-metrics.js';
import { ConnectionWebhooks, type WebhookKind } from './connection-webhooks.service.js';

type Headers_ = Record<string, string | undefined>;

/** Where shops and other systems deliver, each connection at an address of its own. */
@ApiExcludeController()
@NoKeyNeeded()
@Controller('webhooks')
export class ConnectionWebhooksController {
  constructor(
    private readonly webhooks: ConnectionWebhooks,
    private readonly metrics: IngressMetrics,
  ) {}

  @Post('shopify/:id')
  @HttpCode(200)
  shopify(@Param('id', { schema: Id }) id: string, @Headers() headers: Headers_, @Body() body: unknown) {
    return this.receive('shopify', id, { headers, body });
  }

  @Post('woocommerce/:id')
  @HttpCode(200)
  wooCommerce(@Param('id', { schema: Id }) id: string, @Headers() headers: Headers_, @Body() body: unknown) {
    return this.receive('woocommerce', id, { headers, body });
  }

  @Post('integration/:id')
  @HttpCode(200)
  integration(@Param('id', { schema: Id }) id: string, @Headers() headers: Headers_, @Body() body: unknown) {
    return this.receive('integration', id, { headers, body });
  }

  private async receive(kind: WebhookKind, id: string, { headers, body }: { headers: Headers_; body: unknown }) {
    try {
      await this.webhooks.receive(kind, id, { headers, rawBody: Buffer.isBuffer(body) ? body : Buffer.alloc(0) });
    } catch (error) {
      this.metrics.refused(error);
      throw error;
    }
  }
}
