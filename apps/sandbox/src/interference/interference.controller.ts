import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { WhichNumber } from '../control/control-requests.js';
import { Failure, Failures } from './failures.js';
import { HoldRequest, Holds, WhoseHold } from './holds.js';

/** Orders what goes wrong with the next sends. */
@Controller('_sandbox')
export class InterferenceController {
  constructor(
    private readonly failures: Failures,
    private readonly holds: Holds,
  ) {}

  @Post('failures')
  @HttpCode(204)
  fail(@Body({ schema: Failure }) body: Failure): void {
    this.failures.add(body);
  }

  @Post('hold')
  @HttpCode(204)
  hold(@Body({ schema: HoldRequest }) body: HoldRequest): void {
    this.holds.add(body);
  }

  /** How many calls wait at a barrier now. */
  @Get('held')
  held(@Query({ schema: WhichNumber }) query: WhichNumber): { count: number } {
    return { count: this.holds.held(query.phoneNumberId) };
  }

  @Post('release')
  @HttpCode(200)
  release(@Body({ schema: WhoseHold }) body: WhoseHold): { released: number } {
    return { released: this.holds.end('released', body) };
  }
}
