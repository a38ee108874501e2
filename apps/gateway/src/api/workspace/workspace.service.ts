import { Injectable } from '@nestjs/common';
import { changeWorkspace, findWorkspace, type WorkspaceSettings } from '@threadline/persistence';
import { DataSource } from 'typeorm';
import type { ChangeWorkspace } from './workspace.schemas.js';

/** What a workspace says of itself and of how it sends. */
@Injectable()
export class WorkspaceService {
  constructor(private readonly dataSource: DataSource) {}

  async get(workspaceId: string): Promise<WorkspaceSettings> {
    const workspace = await findWorkspace(this.dataSource.manager, workspaceId);
    if (!workspace) throw new Error(`the workspace ${workspaceId} of a key is gone`);
    return workspace;
  }

  /** Sends that are judged from now on go by what is told. */
  async change(workspaceId: string, told: ChangeWorkspace): Promise<WorkspaceSettings> {
    await changeWorkspace(this.dataSource.manager, workspaceId, told);
    return this.get(workspaceId);
  }
}
