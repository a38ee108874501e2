import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { KeyHolder } from '@threadline/workspaces';
import { Holder } from '../../auth/holder.decorator.js';
import { ApiProblems } from '../../docs/api-problems.decorator.js';
import { Id } from '../id.schema.js';
import { MessageRouting } from './routing.schemas.js';
import { RoutingService } from './routing.service.js';

/** Who answers what contacts write. */
@ApiTags('messages')
@Controller('v1/messages/:id/routing')
export class RoutingController {
  constructor(private readonly routing: RoutingService) {}

  @Get()
  @ApiOperation({ summary: 'Tell who took a message of a contact, who did not get it, and why' })
  @ApiResponse({ status: 200, standardSchema: MessageRouting })
  @ApiProblems('message_not_found')
  async get(
    @Holder() { workspaceId }: KeyHolder,
    @Param('id', { schema: Id }) messageId: string,
  ): Promise<MessageRouting> {
    return { messageId, ...(await this.routing.get(workspaceId, messageId)) };
  }
}
