import { Injectable } from '@nestjs/common';
import { Clock } from '@threadline/platform';
import { ManualStarts, type ManuallyStarted } from '@threadline/runs';
import {
  findAutomation,
  findRunDetails,
  runsPage,
  timelinePage,
  type Page,
  type PageRequest,
  type RunDetails,
  type RunFilter,
  type TimelineEntry,
} from '@threadline/persistence';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { RequestProblem } from '../../http/problem.js';
import type { StartRun } from './run.schemas.js';

/** Runs as people look at them, and start them. */
@Injectable()
export class RunsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly manualStarts: ManualStarts,
    private readonly clock: Clock,
  ) {}

  /** Throws NotEnabled, NoManualTrigger, UnknownContact. */
  async start(workspaceId: string, automationId: string, { contact, data }: StartRun): Promise<ManuallyStarted> {
    if (!(await findAutomation(this.dataSource.manager, workspaceId, automationId)))
      throw new RequestProblem('automation_not_found', `There is no automation ${automationId}`);
    return this.manualStarts.start({ workspaceId, automationId, contact, data, requestId: v7() }, this.clock.now());
  }

  list(workspaceId: string, filter: RunFilter, page: PageRequest): Promise<Page<RunDetails>> {
    return runsPage(this.dataSource.manager, { ...filter, workspaceId }, page);
  }

  async get(workspaceId: string, id: string): Promise<RunDetails> {
    const run = await findRunDetails(this.dataSource.manager, workspaceId, id);
    if (!run) throw new RequestProblem('run_not_found', `There is no run ${id}`);
    return run;
  }

  async timeline(workspaceId: string, id: string, page: PageRequest): Promise<Page<TimelineEntry>> {
    const run = await this.get(workspaceId, id);
    return timelinePage(this.dataSource.manager, { workspaceId, runId: run.id }, page);
  }
}
