import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { KeyHolder } from '@threadline/workspaces';
import { Holder } from '../../auth/holder.decorator.js';
import { ApiProblems } from '../../docs/api-problems.decorator.js';
import { pageSchema, pageView, PageQuery } from '../../http/paging.js';
import { Operator, SavedOperator, SavedTeam, SaveOperator, SaveTeam, Team } from './people.schemas.js';
import { PeopleService } from './people.service.js';

/** Operators and teams: whom chats and tickets are assigned to. */
@ApiTags('people')
@Controller('v1')
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  @Get('operators')
  @ApiOperation({ summary: 'List operators, newest first' })
  @ApiResponse({ status: 200, standardSchema: pageSchema(Operator).meta({ id: 'OperatorPage' }) })
  @ApiProblems('invalid_query')
  async operators(@Holder() { workspaceId }: KeyHolder, @Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    return pageView(await this.people.operators(workspaceId, { limit, after: cursor }), dated);
  }

  @Put('operators')
  @ApiOperation({ summary: 'Add an operator, or give the one of that name another role' })
  @ApiResponse({ status: 200, standardSchema: SavedOperator })
  @ApiProblems('invalid_json', 'invalid_body')
  saveOperator(@Holder() { workspaceId }: KeyHolder, @Body({ schema: SaveOperator }) operator: SaveOperator) {
    return this.people.saveOperator(workspaceId, operator);
  }

  @Get('teams')
  @ApiOperation({ summary: 'List teams, newest first' })
  @ApiResponse({ status: 200, standardSchema: pageSchema(Team).meta({ id: 'TeamPage' }) })
  @ApiProblems('invalid_query')
  async teams(@Holder() { workspaceId }: KeyHolder, @Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    return pageView(await this.people.teams(workspaceId, { limit, after: cursor }), dated);
  }

  @Put('teams')
  @ApiOperation({ summary: 'Make a team of operators, or change who is in the one of that name' })
  @ApiResponse({ status: 200, standardSchema: SavedTeam })
  @ApiProblems('invalid_json', 'invalid_body')
  saveTeam(@Holder() { workspaceId }: KeyHolder, @Body({ schema: SaveTeam }) team: SaveTeam) {
    return this.people.saveTeam(workspaceId, team);
  }
}

const dated = <Row extends { createdAt: Date }>({ createdAt, ...row }: Row) => ({
  ...row,
  createdAt: createdAt.toISOString(),
});
