import type { Condition } from '@threadline/automation';
import type { Tx } from '../transaction.js';

/** Which contacts of a workspace, in the order of their ids. */
export interface AudienceRequest {
  workspaceId: string;
  audience: Condition;
  /** Behind this contact. */
  after?: string | undefined;
  limit: number;
}

/**
 * Contacts for whom a condition may hold, by id: all for whom it does, and others where it asks for more than tags, lists and consent.
 * Whoever lets them in judges it exactly.
 */
export async function audiencePage(
  tx: Tx,
  { workspaceId, audience, after, limit }: AudienceRequest,
): Promise<string[]> {
  const parameters: unknown[] = [workspaceId, after ?? '00000000-0000-0000-0000-000000000000', limit];
  const { sql } = narrow(audience, (value) => `$${parameters.push(value)}`);
  const rows = await tx.query<{ id: string }[]>(
    `select c.id from contact c where c.workspace_id = $1 and c.id > $2 and c.merged_into is null and ${sql} order by c.id limit $3`,
    parameters,
  );
  return rows.map(({ id }) => id);
}

/** A condition as the database sees it. One that is not exact holds for others too, so its opposite says nothing. */
interface Narrowed {
  sql: string;
  isExact: boolean;
}

function narrow(condition: Condition, parameter: (value: unknown) => string): Narrowed {
  if ('all' in condition) return joined(condition.all, 'and');
  if ('any' in condition) return joined(condition.any, 'or');
  if ('not' in condition) {
    const { sql, isExact } = narrow(condition.not, parameter);
    return isExact ? exact(`not ${sql}`) : { sql: 'true', isExact };
  }
  if ('tag' in condition)
    return exact(
      `exists (select 1 from contact_tag t where t.contact_id = c.id and t.tag = ${parameter(condition.tag)})`,
    );
  if ('list' in condition)
    return exact(`exists (select 1 from contact_list m join list l on l.id = m.list_id
      where m.contact_id = c.id and l.workspace_id = c.workspace_id and l.name = ${parameter(condition.list)})`);
  if ('consent' in condition) return exact(`c.marketing_consent = 'given'`);
  return { sql: 'true', isExact: false };

  function joined(parts: readonly Condition[], by: 'and' | 'or'): Narrowed {
    const narrowed = parts.map((part) => narrow(part, parameter));
    return {
      sql: `(${narrowed.map(({ sql }) => sql).join(` ${by} `)})`,
      isExact: narrowed.every((each) => each.isExact),
    };
  }
}

const exact = (sql: string): Narrowed => ({ sql, isExact: true });
