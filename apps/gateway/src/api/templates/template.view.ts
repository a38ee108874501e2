import type { Template as TemplateRow } from '@threadline/persistence';
import type { Template } from './template.schemas.js';

export const templateView = (template: TemplateRow): Template => ({
  id: template.id,
  name: template.name,
  language: template.language,
  category: template.category,
  status: template.status,
  statusReason: template.statusReason,
  pausedUntil: template.pausedUntil?.toISOString() ?? null,
  components: template.components,
  variables: template.variables,
  createdAt: template.createdAt.toISOString(),
  updatedAt: template.updatedAt.toISOString(),
});
