import type { SendContent, TemplateStatus } from '@threadline/automation';
import type { Tx } from '../transaction.js';

/** A template as far as a send needs it: its status, as WhatsApp last told us of it, and the texts its values go into. */
export interface SendableTemplate {
  status: TemplateStatus;
  body?: string;
  header?: string;
}

/**
 * The template a message names; undefined for a free message and for a template nobody knows. The row is locked for sharing: whoever
 * waits for it looks at it before its next change is written.
 */
export async function templateToSend(
  tx: Tx,
  workspaceId: string,
  content: SendContent,
): Promise<SendableTemplate | undefined> {
  if (content.kind !== 'template') return undefined;
  const [row] = await tx.query<{ status: TemplateStatus; texts: { type: string; text?: string }[] }[]>(
    `select status, components as texts from template where workspace_id = $1 and name = $2 and language = $3 for share`,
    [workspaceId, content.name, content.language],
  );
  const textOf = (type: string) => row?.texts.find((part) => part.type.toUpperCase() === type)?.text;
  const [body, header] = [textOf('BODY'), textOf('HEADER')];
  return row && { status: row.status, ...(body !== undefined && { body }), ...(header !== undefined && { header }) };
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
