import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { KeyHolder } from '@threadline/workspaces';
import { ForRoles } from '../../auth/for-roles.decorator.js';
import { Holder } from '../../auth/holder.decorator.js';
import { ApiProblems } from '../../docs/api-problems.decorator.js';
import { pageSchema, pageView } from '../../http/paging.js';
import { Id } from '../id.schema.js';
import {
  DeadLetter,
  DeadLetterQuery,
  ReplayDeadLetters,
  ReplayedDeadLetters,
  WholeDeadLetter,
} from './dead-letter.schemas.js';
import { deadLetterView, wholeDeadLetterView } from './dead-letter.view.js';
import { DeadLettersService } from './dead-letters.service.js';

/** Events from Kafka that could not be handled. */
@ApiTags('dead letters')
@Controller('v1/dead-letters')
export class DeadLettersController {
  constructor(private readonly letters: DeadLettersService) {}

  @Get()
  @ApiOperation({ summary: 'List events that could not be handled, the latest first' })
  @ApiResponse({ status: 200, standardSchema: pageSchema(DeadLetter).meta({ id: 'DeadLetterPage' }) })
  @ApiProblems('invalid_query')
  async list(@Holder() { workspaceId }: KeyHolder, @Query({ schema: DeadLetterQuery }) query: DeadLetterQuery) {
    const { limit, cursor, code, topic, replayed } = query;
    const filter = { workspaceId, code, topic, wasReplayed: replayed };
    return pageView(await this.letters.list(filter, { limit, after: cursor }), deadLetterView);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Get an event that could not be handled; its contents are for owners and admins' })
  @ApiResponse({ status: 200, standardSchema: WholeDeadLetter })
  @ApiProblems('dead_letter_not_found')
  async get(@Holder() { workspaceId, role }: KeyHolder, @Param('id', { schema: Id }) id: string) {
    const letter = await this.letters.get(workspaceId, id);
    return wholeDeadLetterView(letter, { withContents: role === 'owner' || role === 'admin' });
  }

  @Post(':id/replay')
  @HttpCode(202)
  @ForRoles('owner', 'admin')
  @ApiOperation({ summary: 'Send an event again; one that was handled meanwhile changes nothing' })
  @ApiResponse({ status: 202, standardSchema: WholeDeadLetter })
  @ApiProblems('role_not_allowed', 'dead_letter_not_found', 'dead_letter_cut', 'kafka_unavailable')
  async replay(@Holder() { workspaceId }: KeyHolder, @Param('id', { schema: Id }) id: string) {
    return wholeDeadLetterView(await this.letters.replay(workspaceId, id), { withContents: true });
  }

  @Post('replay')
  @HttpCode(202)
  @ForRoles('owner', 'admin')
  @ApiOperation({
    summary: 'Count events that match, and with `expected` send them again in the order in which they came',
  })
  @ApiResponse({ status: 202, standardSchema: ReplayedDeadLetters })
  @ApiProblems('invalid_json', 'role_not_allowed', 'dead_letters_changed', 'invalid_body', 'kafka_unavailable')
  replayAll(
    @Holder() { workspaceId }: KeyHolder,
    @Body({ schema: ReplayDeadLetters }) { expected, replayed, ...which }: ReplayDeadLetters,
  ): Promise<ReplayedDeadLetters> {
    return this.letters.replayAll({ workspaceId, ...which, wasReplayed: replayed }, expected);
  }
}
