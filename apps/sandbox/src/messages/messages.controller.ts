import { Body, Controller, Param, Post, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { GraphAccess } from '../graph/graph-access.guard.js';
import { callOf } from '../interference/failures.js';
import { finish } from '../interference/finish.js';
import { Interference } from '../interference/interference.js';
import { MessagesService } from './messages.service.js';

/** Sending and marking as read. https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages */
@Controller(':version/:phoneNumberId/messages')
@UseGuards(GraphAccess)
export class MessagesController {
  constructor(
    private readonly messages: MessagesService,
    private readonly interference: Interference,
  ) {}

  @Post()
  async post(
    @Param('phoneNumberId') phoneNumberId: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { status } = (body ?? {}) as Record<string, unknown>;
    if (status === 'read')
      return finish(reply, { kind: 'answer', body: this.messages.markAsRead(phoneNumberId, body) });
    const call = callOf(phoneNumberId, body);
    finish(reply, await this.interference.around(call, (fate) => this.messages.accept(phoneNumberId, body, fate)));
  }
}
