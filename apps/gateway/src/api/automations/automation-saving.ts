import { Injectable } from '@nestjs/common';
import { pointer } from '@threadline/automation';
import { Automations, readDefinition, type CheckedAutomation } from '@threadline/automations';
import { Templates, type CreateTemplate } from '@threadline/templates';
import { isCoded } from '../../http/problem-of.js';
import { RequestProblem } from '../../http/problem.js';
import type { CreateAutomation, UpdateAutomation } from './automation.schemas.js';

/** Saves drafts together with templates they send. */
@Injectable()
export class AutomationSaving {
  constructor(
    private readonly automations: Automations,
    private readonly templates: Templates,
  ) {}

  /** Templates that were created stay when a later one is refused: saving again takes them as they are. */
  async create(workspaceId: string, { definition, templates, ...told }: CreateAutomation): Promise<CheckedAutomation> {
    readDefinition(definition);
    await this.createTemplates(workspaceId, templates);
    return this.automations.create(workspaceId, definition, told);
  }

  async update(workspaceId: string, id: string, { templates, draftRevision: revision, ...told }: UpdateAutomation) {
    readDefinition(told.definition);
    await this.automations.get(workspaceId, id);
    await this.createTemplates(workspaceId, templates);
    return this.automations.update(workspaceId, id, { ...told, revision });
  }

  private async createTemplates(workspaceId: string, templates: readonly CreateTemplate[]): Promise<void> {
    for (const [index, template] of templates.entries()) {
      try {
        await this.templates.ensure(workspaceId, template);
      } catch (error) {
        if (!isCoded(error)) throw error;
        const { code, message } = error;
        throw new RequestProblem(code, message, [{ pointer: pointer('templates', index), code, message }]);
      }
    }
  }
}
