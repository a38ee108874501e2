import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Clock } from '@threadline/platform';
import { Settling } from '@threadline/runs';
import type { KeyHolder } from '@threadline/workspaces';
import { Holder } from '../../auth/holder.decorator.js';
import { ApiProblems } from '../../docs/api-problems.decorator.js';
import { Id } from '../id.schema.js';
import { SettledMessage, SettleMessage } from './settle.schemas.js';

/** Messages of which nobody knows whether they went out. */
@ApiTags('messages')
@Controller('v1/messages/:id/settle')
export class SettlingController {
  constructor(
    private readonly settling: Settling,
    private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Say what became of a message of which nobody knows whether it went out' })
  @ApiResponse({ status: 200, standardSchema: SettledMessage })
  @ApiProblems('invalid_json', 'message_not_found', 'not_to_settle', 'invalid_body')
  settle(
    @Holder() { workspaceId }: KeyHolder,
    @Param('id', { schema: Id }) messageId: string,
    @Body({ schema: SettleMessage }) { as }: SettleMessage,
  ) {
    return this.settling.settleByHand({ workspaceId, messageId, now: this.clock.now() }, as);
  }
}
