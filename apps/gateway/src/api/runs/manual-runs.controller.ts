import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { KeyHolder } from '@threadline/workspaces';
import { Holder } from '../../auth/holder.decorator.js';
import { ApiProblems } from '../../docs/api-problems.decorator.js';
import { Id } from '../id.schema.js';
import { StartedRun, StartRun } from './run.schemas.js';
import { RunsService } from './runs.service.js';

/** Runs that somebody starts by hand. */
@ApiTags('runs')
@Controller('v1/automations/:id/runs')
export class ManualRunsController {
  constructor(private readonly runs: RunsService) {}

  @Post()
  @ApiOperation({ summary: 'Start the automation for a contact, by its manual trigger and its entry rules' })
  @ApiResponse({ status: 201, standardSchema: StartedRun })
  @ApiProblems(
    'invalid_json',
    'automation_not_found',
    'unknown_contact',
    'automation_not_enabled',
    'no_manual_trigger',
    'invalid_body',
  )
  start(
    @Holder() { workspaceId }: KeyHolder,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: StartRun }) told: StartRun,
  ) {
    return this.runs.start(workspaceId, id, told);
  }
}
