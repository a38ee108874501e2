import { Module } from '@nestjs/common';
import { AutomationsModule } from '../automations/automations.module.js';
import { WorkspaceController } from './workspace.controller.js';
import { WorkspaceService } from './workspace.service.js';

@Module({ imports: [AutomationsModule], controllers: [WorkspaceController], providers: [WorkspaceService] })
export class WorkspaceModule {}
