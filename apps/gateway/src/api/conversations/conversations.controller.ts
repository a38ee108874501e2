import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { KeyHolder } from '@threadline/workspaces';
import { Holder } from '../../auth/holder.decorator.js';
import { ApiProblems } from '../../docs/api-problems.decorator.js';
import { pageSchema, pageView } from '../../http/paging.js';
import { Id } from '../id.schema.js';
import { AssignChat, Conversation, ConversationQuery, Release, TakeOver } from './conversation.schemas.js';
import { conversationView } from './conversation.view.js';
import { ConversationsService } from './conversations.service.js';

/** Chats, and who has them. */
@ApiTags('conversations')
@Controller('v1/conversations')
export class ConversationsController {
  constructor(private readonly conversations: ConversationsService) {}

  @Get()
  @ApiOperation({ summary: 'List chats, newest first' })
  @ApiResponse({ status: 200, standardSchema: pageSchema(Conversation).meta({ id: 'ConversationPage' }) })
  @ApiProblems('invalid_query')
  async list(@Holder() { workspaceId }: KeyHolder, @Query({ schema: ConversationQuery }) query: ConversationQuery) {
    const { limit, cursor, ...filter } = query;
    return pageView(await this.conversations.list(workspaceId, filter, { limit, after: cursor }), conversationView);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Get a chat: who has it, until when, and its window' })
  @ApiResponse({ status: 200, standardSchema: Conversation })
  @ApiProblems('conversation_not_found')
  async get(@Holder() { workspaceId }: KeyHolder, @Param('id', { schema: Id }) id: string) {
    return conversationView(await this.conversations.get(workspaceId, id));
  }

  @Post(':id/take-over')
  @HttpCode(200)
  @ApiOperation({ summary: 'Let a person answer: automations hold, skip or send meanwhile, as they are set' })
  @ApiResponse({ status: 200, standardSchema: Conversation })
  @ApiProblems('invalid_json', 'chat_not_assigned', 'conversation_not_found', 'unknown_operator', 'invalid_body')
  async takeOver(
    @Holder() { workspaceId }: KeyHolder,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: TakeOver }) told: TakeOver,
  ) {
    return conversationView(await this.conversations.takeOver(workspaceId, id, told));
  }

  @Post(':id/release')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give a chat back to the automations: what they held goes out now' })
  @ApiResponse({ status: 200, standardSchema: Conversation })
  @ApiProblems('invalid_json', 'conversation_not_found', 'invalid_body')
  async release(
    @Holder() { workspaceId }: KeyHolder,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: Release }) told: Release,
  ) {
    return conversationView(await this.conversations.release(workspaceId, id, told));
  }

  @Put(':id/operators')
  @ApiOperation({ summary: 'Assign a chat to exactly these operators' })
  @ApiResponse({ status: 200, standardSchema: Conversation })
  @ApiProblems('invalid_json', 'conversation_not_found', 'unknown_operator', 'invalid_body')
  async assign(
    @Holder() { workspaceId }: KeyHolder,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: AssignChat }) told: AssignChat,
  ) {
    return conversationView(await this.conversations.assign(workspaceId, id, told));
  }
}
