import { Injectable } from '@nestjs/common';
import {
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
import { RequestProblem } from '../../http/problem.js';

/** Runs as people look at them. */
@Injectable()
export class RunsService {
  constructor(private readonly dataSource: DataSource) {}

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
