import type { Tx } from '../transaction.js';
import { newestFirst, pageOf, positionOf, type Page, type PageRequest, type Position } from './paging.js';

/** A contact as people look at it. */
export interface ContactDetails {
  id: string;
  firstName: string | null;
  lastName: string | null;
  language: string | null;
  timeZone: string | null;
  fields: Record<string, unknown>;
  marketingConsent: 'given' | 'withdrawn' | 'unknown';
  consentAt: Date | null;
  consentVia: string | null;
  blocked: boolean;
  identities: { kind: string; value: string }[];
  tags: string[];
  createdAt: Date;
}

const columns = `c.id, c.first_name as "firstName", c.last_name as "lastName", c.language, c.time_zone as "timeZone", c.fields,
  c.marketing_consent as "marketingConsent", c.consent_at as "consentAt", c.consent_via as "consentVia", c.blocked,
  (select coalesce(json_agg(json_build_object('kind', i.kind, 'value', i.value) order by i.kind, i.value), '[]')
     from contact_identity i where i.contact_id = c.id) as identities,
  (select coalesce(json_agg(t.tag order by t.tag), '[]') from contact_tag t where t.contact_id = c.id) as tags,
  c.created_at as "createdAt"`;

/** A contact by its id, or by the id of one that was merged into it. */
export async function findContact(tx: Tx, workspaceId: string, id: string): Promise<ContactDetails | undefined> {
  const [row] = await tx.query<ContactDetails[]>(
    `select ${columns} from contact c
     where c.workspace_id = $1 and c.id = (select coalesce(merged_into, id) from contact where workspace_id = $1 and id = $2)`,
    [workspaceId, id],
  );
  return row;
}

/** Contacts of a workspace, newest first. */
export async function contactsPage(tx: Tx, workspaceId: string, page: PageRequest): Promise<Page<ContactDetails>> {
  const rows = await tx.query<(ContactDetails & { position: Position })[]>(
    `select ${columns}, ${positionOf('c.created_at', 'c.id')} from contact c
     where c.workspace_id = $1 and c.merged_into is null and (c.created_at, c.id) < ($2, $3) order by c.created_at desc, c.id desc limit $4`,
    [workspaceId, ...newestFirst(page)],
  );
  return pageOf(rows, page.limit);
}
