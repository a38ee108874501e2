import { All, Body, Controller, Get, HttpCode, Param, Post, Req, Res, type RawBodyRequest } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ReceiverOrder, ReceiverSetup } from './receiver-requests.js';
import { Receivers, type ReceivedCall } from './receivers.js';

/** Receivers of webhooks, and what only stand-ins have: their ledgers, and what they are told to do. */
@Controller()
export class ReceiversController {
  constructor(private readonly receivers: Receivers) {}

  @All('receivers/:name')
  receive(
    @Param('name') name: string,
    @Req() request: RawBodyRequest<FastifyRequest>,
    @Res() reply: FastifyReply,
  ): void {
    const { method, url, rawBody } = request;
    const headers = Object.fromEntries(Object.entries(request.headers).map(([key, value]) => [key, String(value)]));
    const reaction = this.receivers.of(name).take({ method, url, headers, body: bodyOf(rawBody, request.body) });
    if (reaction.kind === 'break') request.raw.socket.destroy();
    else if (reaction.kind === 'answer')
      void reply.status(reaction.status).headers(reaction.headers).send(reaction.body);
  }

  @Post('_sandbox/receivers/:name')
  @HttpCode(204)
  set(@Param('name') name: string, @Body({ schema: ReceiverSetup }) setup: ReceiverSetup): void {
    this.receivers.of(name).set(setup);
  }

  @Post('_sandbox/receivers/:name/orders')
  @HttpCode(204)
  order(@Param('name') name: string, @Body({ schema: ReceiverOrder }) order: ReceiverOrder): void {
    this.receivers.of(name).order(order);
  }

  @Get('_sandbox/receivers/:name')
  calls(@Param('name') name: string): { calls: ReceivedCall[] } {
    return { calls: this.receivers.of(name).calls };
  }
}

/** The bytes that were signed; what is no JSON is taken as text. */
const bodyOf = (raw: Buffer | undefined, parsed: unknown): string =>
  raw?.toString('utf8') ?? (typeof parsed === 'string' ? parsed : '');
