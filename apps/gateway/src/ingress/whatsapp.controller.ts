import {
  BadRequestException,
  Controller,
  ForbiddenException,
  Get,
  Headers,
  HttpCode,
  Post,
  Query,
  Req,
  ServiceUnavailableException,
  UnauthorizedException,
  type RawBodyRequest,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { KafkaUnavailable } from '@threadline/kafka';
import { NoKeyNeeded } from '@threadline/platform';
import { isSignedBy, UnreadableWebhook } from '@threadline/whatsapp';
import type { FastifyRequest } from 'fastify';
import { IngressMetrics } from './ingress-metrics.js';
import { IngressSecrets } from './ingress-secrets.js';
import { WhatsAppWebhooks } from './whatsapp-webhooks.service.js';

/**
 * Where WhatsApp delivers. Signed by the app secret over the raw body.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint
 */
@ApiExcludeController()
@NoKeyNeeded()
@Controller('ingress/whatsapp')
export class WhatsAppController {
  constructor(
    private readonly webhooks: WhatsAppWebhooks,
    private readonly secrets: IngressSecrets,
    private readonly metrics: IngressMetrics,
  ) {}

  /** The handshake by which WhatsApp checks that the address is ours: it wants its challenge back, bare. */
  @Get()
  verify(@Query() query: Record<string, unknown>): string {
    const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = query;
    const isOurs = mode === 'subscribe' && typeof token === 'string' && this.secrets.isVerifyToken(token);
    if (!isOurs || typeof challenge !== 'string') throw new ForbiddenException('the verify token is not ours');
    return challenge;
  }

  @Post()
  @HttpCode(200)
  async receive(
    @Req() request: RawBodyRequest<FastifyRequest>,
    @Headers('x-hub-signature-256') signature?: string,
  ): Promise<string> {
    const { rawBody } = request;
    if (!rawBody || signature === undefined || !isSignedBy(rawBody, signature, this.secrets.appSecret)) {
      this.metrics.refusedFor('signature');
      throw new UnauthorizedException('X-Hub-Signature-256 does not sign this body with our app secret');
    }
    try {
      await this.webhooks.receive(request.body);
      return 'ok';
    } catch (error) {
      throw this.answerTo(error);
    }
  }

  private answerTo(error: unknown): unknown {
    if (error instanceof UnreadableWebhook) {
      this.metrics.refusedFor('unreadable');
      return new BadRequestException(error.message);
    }
    if (error instanceof KafkaUnavailable) {
      this.metrics.refusedFor('kafka');
      return new ServiceUnavailableException('events cannot be stored now; deliver again');
    }
    return error;
  }
}
