import { changeTemplateStatus, noteTemplate, type ChangedTemplate, type Tx } from '@threadline/persistence';
import { categoryOf, transitionOf } from './template-status.js';

/** What WhatsApp told of a template, in its words. */
export interface TemplateStatusChange {
  workspaceId: string;
  wabaId: string;
  name: string;
  language: string;
  event: string;
  category?: string | undefined;
  reason?: string | undefined;
  /** ISO 8601. */
  pausedUntil?: string | undefined;
}

/** Follows WhatsApp: puts the workspace's template in the category WhatsApp has it in. One that we do not know changes nothing. */
export async function applyTemplateCategory(
  tx: Tx,
  change: { workspaceId: string; wabaId: string; name: string; language: string; category: string },
): Promise<void> {
  const category = categoryOf(change.category);
  if (category !== undefined) await noteTemplate(tx, { ...change, category });
}

/** Follows WhatsApp: moves the template to its new status. Returns the templates that changed, so that waiting runs can be woken. */
export async function applyTemplateStatus(tx: Tx, change: TemplateStatusChange): Promise<ChangedTemplate[]> {
  const transition = transitionOf(change.event);
  if (!transition) return [];
  const { category, pausedUntil, ...told } = change;
  return changeTemplateStatus(tx, {
    ...told,
    ...transition,
    category: categoryOf(category),
    pausedUntil: pausedUntil === undefined ? undefined : Date.parse(pausedUntil),
  });
}
