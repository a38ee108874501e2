import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { KeyHolder } from '@threadline/workspaces';
import { Holder } from '../../auth/holder.decorator.js';
import { ApiProblems } from '../../docs/api-problems.decorator.js';
import { pageSchema, pageView, TimelineQuery } from '../../http/paging.js';
import { Id } from '../id.schema.js';
import { Run, RunQuery, TimelineEntry } from './run.schemas.js';
import { runView, TemporalAddress, timelineView } from './run.view.js';
import { RunsService } from './runs.service.js';

/** Runs: one contact through one version of an automation. */
@ApiTags('runs')
@Controller('v1/runs')
export class RunsController {
  constructor(
    private readonly runs: RunsService,
    private readonly temporal: TemporalAddress,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List runs, newest first' })
  @ApiResponse({ status: 200, standardSchema: pageSchema(Run).meta({ id: 'RunPage' }) })
  @ApiProblems('invalid_query')
  async list(@Holder() { workspaceId }: KeyHolder, @Query({ schema: RunQuery }) query: RunQuery) {
    const { limit, cursor, automation, contact, state, needsRepair } = query;
    const filter = { automationId: automation, contactId: contact, state, needsRepair };
    const page = await this.runs.list(workspaceId, filter, { limit, after: cursor });
    return pageView(page, (run) => runView(run, this.temporal));
  }

  @Get(':id')
  @ApiOperation({ summary: 'Get a run: where it stands and why' })
  @ApiResponse({ status: 200, standardSchema: Run })
  @ApiProblems('run_not_found')
  async get(@Holder() { workspaceId }: KeyHolder, @Param('id', { schema: Id }) id: string) {
    return runView(await this.runs.get(workspaceId, id), this.temporal);
  }

  @Get(':id/timeline')
  @ApiOperation({ summary: 'Tell what happened in a run, oldest first: its decisions and its messages' })
  @ApiResponse({ status: 200, standardSchema: pageSchema(TimelineEntry).meta({ id: 'Timeline' }) })
  @ApiProblems('run_not_found', 'invalid_query')
  async timeline(
    @Holder() { workspaceId }: KeyHolder,
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: TimelineQuery }) { limit, cursor }: TimelineQuery,
  ) {
    return pageView(await this.runs.timeline(workspaceId, id, { limit, after: cursor }), timelineView);
  }
}
