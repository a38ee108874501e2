import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { KeyHolder } from '@threadline/workspaces';
import { ForRoles } from '../../auth/for-roles.decorator.js';
import { Holder } from '../../auth/holder.decorator.js';
import { ApiProblems } from '../../docs/api-problems.decorator.js';
import { ChangeWorkspace, Workspace } from './workspace.schemas.js';
import { WorkspaceService } from './workspace.service.js';

/** The workspace of the key, and how it sends. */
@ApiTags('workspace')
@Controller('v1/workspace')
export class WorkspaceController {
  constructor(private readonly workspace: WorkspaceService) {}

  @Get()
  @ApiOperation({ summary: 'Get the workspace and how it sends' })
  @ApiResponse({ status: 200, standardSchema: Workspace })
  @ApiProblems()
  get(@Holder() { workspaceId }: KeyHolder) {
    return this.workspace.get(workspaceId);
  }

  @Patch()
  @ForRoles('owner', 'admin')
  @ApiOperation({
    summary: 'Change the workspace: its zone, caps, quiet hours, unknown sends, the confirmation of opt-outs',
  })
  @ApiResponse({ status: 200, standardSchema: Workspace })
  @ApiProblems('invalid_json', 'role_not_allowed', 'invalid_body', 'confirmation_refused')
  change(@Holder() { workspaceId }: KeyHolder, @Body({ schema: ChangeWorkspace }) told: ChangeWorkspace) {
    return this.workspace.change(workspaceId, told);
  }
}
