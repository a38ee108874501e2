import { changeTemplateStatus, type ChangedTemplate, type Tx } from '@threadline/persistence';
import { categoryOf, transitionOf } from './template-status.js';

/** What WhatsApp told of a template, in its words. */
export interface TemplateStatusChange {
  wabaId: string;
  name: string;
  language: string;
  event: string;
  category?: string | undefined;
  reason?: string | undefined;
}

/** Follows WhatsApp: moves the template to its new status. Returns the templates that changed, so that waiting runs can be woken. */
export async function applyTemplateStatus(tx: Tx, change: TemplateStatusChange): Promise<ChangedTemplate[]> {
  const transition = transitionOf(change.event);
  if (!transition) return [];
  return changeTemplateStatus(tx, { ...change, ...transition, category: categoryOf(change.category) });
}
