import { Body, Controller, Get, Param, Post, Query, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { GraphAccess } from '../graph/graph-access.guard.js';
import { callOf } from '../interference/failures.js';
import { finish } from '../interference/finish.js';
import { Interference } from '../interference/interference.js';
import { CallsService } from './calls.service.js';

/** Calls of businesses. https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/business-initiated-calls */
@Controller(':version/:phoneNumberId')
@UseGuards(GraphAccess)
export class CallsController {
  constructor(
    private readonly calls: CallsService,
    private readonly interference: Interference,
  ) {}

  @Post('calls')
  async post(
    @Param('phoneNumberId') phoneNumberId: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { action } = (body ?? {}) as Record<string, unknown>;
    if (action === 'terminate') return finish(reply, { kind: 'answer', body: this.calls.accept(phoneNumberId, body) });
    const call = callOf(phoneNumberId, body);
    finish(reply, await this.interference.around(call, (fate) => this.calls.accept(phoneNumberId, body, fate)));
  }

  @Get('call_permissions')
  permission(@Param('phoneNumberId') phoneNumberId: string, @Query() query: unknown): object {
    return this.calls.permission(phoneNumberId, query);
  }
}
