import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import {
  CustomerCallChoice,
  CustomerMarketing,
  CustomerMessage,
  CustomerMove,
  CustomerRead,
  CustomerTap,
  CustomerText,
  CustomerWindow,
  NewCustomer,
} from './customer-requests.js';
import { CustomersService } from './customers.service.js';

/** Plays the customers. `{phone}` is a phone number, or the user id of someone who hides theirs. */
@Controller('_sandbox/customers/:phone')
export class CustomersController {
  constructor(private readonly customers: CustomersService) {}

  @Post()
  @HttpCode(200)
  add(@Param('phone') phone: string, @Body({ schema: NewCustomer }) body: NewCustomer): { customer: string } {
    return this.customers.add(phone, body);
  }

  @Post('text')
  @HttpCode(200)
  text(@Param('phone') phone: string, @Body({ schema: CustomerText }) body: CustomerText): { messageId: string } {
    return this.customers.text(phone, body);
  }

  @Post('message')
  @HttpCode(200)
  message(
    @Param('phone') phone: string,
    @Body({ schema: CustomerMessage }) body: CustomerMessage,
  ): { messageId: string } {
    return this.customers.message(phone, body);
  }

  @Post('move')
  @HttpCode(200)
  move(@Param('phone') phone: string, @Body({ schema: CustomerMove }) body: CustomerMove): { messageId: string } {
    return this.customers.move(phone, body);
  }

  @Post('tap')
  @HttpCode(200)
  tap(@Param('phone') phone: string, @Body({ schema: CustomerTap }) body: CustomerTap): { messageId: string } {
    return this.customers.tap(phone, body);
  }

  @Post('read')
  @HttpCode(200)
  read(@Param('phone') phone: string, @Body({ schema: CustomerRead }) body: CustomerRead): { read: number } {
    return this.customers.read(phone, body);
  }

  @Post('marketing')
  @HttpCode(204)
  marketing(@Param('phone') phone: string, @Body({ schema: CustomerMarketing }) body: CustomerMarketing): void {
    this.customers.setMarketing(phone, body);
  }

  @Post('calls')
  @HttpCode(200)
  calls(
    @Param('phone') phone: string,
    @Body({ schema: CustomerCallChoice }) body: CustomerCallChoice,
  ): { messageId: string } {
    return this.customers.setCalls(phone, body);
  }

  @Post('window')
  @HttpCode(204)
  window(@Param('phone') phone: string, @Body({ schema: CustomerWindow }) body: CustomerWindow): void {
    this.customers.setWindow(phone, body);
  }
}
