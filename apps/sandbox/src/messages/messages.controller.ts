import { Body, Controller, Param, Post, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { addressOf } from '../customers/customer.js';
import { GraphAccess } from '../graph/graph-access.guard.js';
import { Interference, type Ending } from '../interference/interference.js';
import { callingCode } from '../numbers/business-number.js';
import { shown } from './ledger-entry.js';
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
    const { status, to, recipient } = (body ?? {}) as Record<string, unknown>;
    if (status === 'read')
      return finish(reply, { kind: 'answer', body: this.messages.markAsRead(phoneNumberId, body) });
    const call = { phoneNumberId, to: nameOf(to ?? recipient) };
    finish(reply, await this.interference.around(call, (fate) => this.messages.accept(phoneNumberId, body, fate)));
  }
}

/** The recipient as control routes name it. */
function nameOf(to: unknown): string | undefined {
  const address = typeof to === 'string' ? addressOf(to, callingCode) : undefined;
  return address && shown(address);
}

function finish(reply: FastifyReply, ending: Ending): void {
  switch (ending.kind) {
    case 'answer':
      void reply.status(200).send(ending.body);
      return;
    case 'http_500':
      void reply.status(500).type('text/html').send('<html><body>Internal Server Error</body></html>');
      return;
    case 'silence':
      reply.hijack(); // the connection stays open until the caller gives up or the sandbox ends
      return;
    case 'break':
      reply.hijack();
      reply.raw.destroy();
  }
}
