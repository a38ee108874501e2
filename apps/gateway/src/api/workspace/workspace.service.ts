import { Injectable } from '@nestjs/common';
import { OptOutConfirmations } from '@threadline/automations';
import { changeWorkspace, findWorkspace, inTransaction } from '@threadline/persistence';
import { DataSource } from 'typeorm';
import type { ChangeWorkspace, Workspace } from './workspace.schemas.js';

/** What a workspace says of itself and of how it sends. */
@Injectable()
export class WorkspaceService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly confirmations: OptOutConfirmations,
  ) {}

  async get(workspaceId: string): Promise<Workspace> {
    const workspace = await findWorkspace(this.dataSource.manager, workspaceId);
    if (!workspace) throw new Error(`the workspace ${workspaceId} of a key is gone`);
    return { ...workspace, optOutConfirmation: (await this.confirmations.of(workspaceId)) ?? null };
  }

  /** Sends that are judged from now on go by what is told. Throws ConfirmationRefused, and changes nothing then. */
  async change(workspaceId: string, told: ChangeWorkspace): Promise<Workspace> {
    if (told.optOutConfirmation !== undefined) await this.confirmations.change(workspaceId, told.optOutConfirmation);
    await inTransaction(this.dataSource, (tx) => changeWorkspace(tx, workspaceId, told));
    return this.get(workspaceId);
  }
}
