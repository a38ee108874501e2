import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CustomerOnCall } from '../customers/customer-requests.js';
import { CallsService } from './calls.service.js';

/** Plays the customers who are called. */
@Controller('_sandbox/customers/:phone')
export class CustomerCallsController {
  constructor(private readonly calls: CallsService) {}

  @Post('answer')
  @HttpCode(200)
  answer(@Param('phone') phone: string, @Body({ schema: CustomerOnCall }) body: CustomerOnCall): { callId: string } {
    return this.calls.answer(phone, body.phoneNumberId);
  }

  @Post('decline')
  @HttpCode(200)
  decline(@Param('phone') phone: string, @Body({ schema: CustomerOnCall }) body: CustomerOnCall): { callId: string } {
    return this.calls.decline(phone, body.phoneNumberId);
  }

  @Post('hang-up')
  @HttpCode(200)
  hangUp(@Param('phone') phone: string, @Body({ schema: CustomerOnCall }) body: CustomerOnCall): { callId: string } {
    return this.calls.hangUp(phone, body.phoneNumberId);
  }
}
