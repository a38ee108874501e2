import type { SendContent, TemplateStatus } from '@threadline/automation';
import type { Tx } from '../transaction.js';

/**
 * The status of the template a message names, as WhatsApp last told us of it; undefined for a free message and for a template
 * nobody knows. The row is locked for sharing: whoever waits for it looks at it before its next change is written.
 */
export async function templateStatusOf(
  tx: Tx,
  workspaceId: string,
  content: SendContent,
): Promise<TemplateStatus | undefined> {
  if (content.kind !== 'template') return undefined;
  const [row] = await tx.query<{ status: TemplateStatus }[]>(
    `select status from template where workspace_id = $1 and name = $2 and language = $3 for share`,
    [workspaceId, content.name, content.language],
  );
  return row?.status;
}

/** A live run with a message parked for an obstacle. */
export interface ParkedRun {
  id: string;
  automationSlug: string;
}

/**
 * Live runs of a contact with a message that an obstacle holds. Look after the obstacle's row was written; under the contact's
 * lock nobody is overlooked.
 */
export async function runsParkedFor(tx: Tx, contactId: string, obstacle: string): Promise<ParkedRun[]> {
  return tx.query<ParkedRun[]>(
    `select distinct r.id, a.slug as "automationSlug" from message m
     join run r on r.id = m.run_id and r.state = 'active' join automation a on a.id = r.automation_id
     where m.contact_id = $1 and m.direction = 'out' and m.status = 'planned' and m.problem->>'code' = $2`,
    [contactId, obstacle],
  );
}

/** Live runs with a message that waits for a template. Look after the template's row was written, in a statement of its own. */
export async function runsParkedOnTemplate(
  tx: Tx,
  template: { workspaceId: string; name: string; language: string },
): Promise<ParkedRun[]> {
  return tx.query<ParkedRun[]>(
    `select distinct r.id, a.slug as "automationSlug" from message m
     join run r on r.id = m.run_id and r.state = 'active' join automation a on a.id = r.automation_id
     where m.workspace_id = $1 and m.status = 'planned' and m.problem is not null and m.problem->>'code' = 'template_pending'
       and m.content->>'name' = $2 and m.content->>'language' = $3`,
    [template.workspaceId, template.name, template.language],
  );
}
