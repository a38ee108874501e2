import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Settings, SettingsChange } from '../numbers/settings.js';
import { ReviewRule, Reviews } from '../templates/reviews.js';
import { LedgerQuery, NumberOfAccount, OneNumber, TemplateVerdict, WhichNumber } from './control-requests.js';
import { ControlService } from './control.service.js';
import { ReceiverCheck } from './receiver-check.js';

/** What only a stand-in has: its ledger, its settings, its state. */
@Controller('_sandbox')
export class ControlController {
  constructor(
    private readonly control: ControlService,
    private readonly reviews: Reviews,
    private readonly receiver: ReceiverCheck,
  ) {}

  @Post('numbers')
  @HttpCode(204)
  assign(@Body({ schema: NumberOfAccount }) body: NumberOfAccount): void {
    this.control.assign(body);
  }

  @Post('settings')
  @HttpCode(200)
  change(@Body({ schema: SettingsChange }) body: SettingsChange): Settings {
    return this.control.change(body);
  }

  /** What becomes of templates that are created from now on. */
  @Post('reviews')
  @HttpCode(204)
  review(@Body({ schema: ReviewRule }) body: ReviewRule): void {
    this.reviews.setRule(body);
  }

  /** Rejects, pauses, disables or approves a template now. */
  @Post('templates')
  @HttpCode(204)
  decide(@Body({ schema: TemplateVerdict }) body: TemplateVerdict): void {
    this.control.decide(body);
  }

  /** Does the verification handshake with the receiver of webhooks. */
  @Post('verify')
  @HttpCode(200)
  verify(): Promise<{ verified: boolean }> {
    return this.receiver.verify();
  }

  /** WhatsApp forgets a number's files before their time. */
  @Post('media/forget')
  @HttpCode(204)
  forgetMedia(@Body({ schema: OneNumber }) { phoneNumberId }: OneNumber): void {
    this.control.forgetMedia(phoneNumberId);
  }

  @Post('reset')
  @HttpCode(204)
  reset(@Body({ schema: WhichNumber }) body: WhichNumber): void {
    this.control.reset(body.phoneNumberId);
  }

  @Get('ledger')
  ledger(@Query({ schema: LedgerQuery }) query: LedgerQuery): ReturnType<ControlService['ledger']> {
    return this.control.ledger(query);
  }

  @Get('state')
  state(): object {
    return this.control.state();
  }
}
