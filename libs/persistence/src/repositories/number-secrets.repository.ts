import type { SecretBox } from '@threadline/platform';
import type { Tx } from '../transaction.js';

/** What WhatsApp has given for a number: the token that calls carry, and the secret that its webhooks are signed with. */
export interface NumberSecrets {
  accessToken?: string;
  appSecret?: string;
}

/** Those that are told are replaced; null forgets one. */
export type NumberSecretsChange = { readonly [Name in keyof NumberSecrets]?: string | null | undefined };

/** A number of a workspace. */
export interface NumberFacts {
  phoneNumberId: string;
  wabaId: string;
  displayPhone: string;
  messagesPerSecond: number;
  quality: string | null;
  messagingLimit: string | null;
  has: readonly (keyof NumberSecrets)[];
}

interface SealedRow {
  id: string;
  workspaceId: string;
  secrets: string | null;
}

const ownerOf = ({ id, workspaceId }: Pick<SealedRow, 'id' | 'workspaceId'>) => ({
  kind: 'phone_number',
  workspaceId,
  id,
});

/** Changes the secrets of a number, sealed; only of the workspace's when one is named. Says whether there is such a number. */
export async function keepNumberSecrets(
  tx: Tx,
  box: SecretBox,
  { phoneNumberId, workspaceId, change }: { phoneNumberId: string; workspaceId?: string; change: NumberSecretsChange },
): Promise<boolean> {
  const [row] = await tx.query<SealedRow[]>(
    `select id, workspace_id as "workspaceId", secrets from phone_number
     where phone_number_id = $1 and ($2::uuid is null or workspace_id = $2) for no key update`,
    [phoneNumberId, workspaceId],
  );
  if (!row) return false;
  const told = Object.entries({ ...opened(box, row), ...change }).filter(([, secret]) => typeof secret === 'string');
  const sealed = told.length > 0 ? box.seal(JSON.stringify(Object.fromEntries(told)), ownerOf(row)) : null;
  await tx.query(`update phone_number set secrets = $2, secrets_key = $3 where id = $1`, [
    row.id,
    sealed,
    sealed && box.currentKeyId,
  ]);
  return true;
}

/** The secret kept for a number, or for an account by its oldest number that has one, by WhatsApp's id; undefined when none is. */
export async function numberSecretOf(
  tx: Tx,
  box: SecretBox,
  { ownerId, name }: { ownerId: string; name: keyof NumberSecrets },
): Promise<string | undefined> {
  const rows = await tx.query<SealedRow[]>(
    `select id, workspace_id as "workspaceId", secrets from phone_number
     where (phone_number_id = $1 or waba_id = $1) and secrets is not null
     order by phone_number_id = $1 desc, created_at, id`,
    [ownerId],
  );
  for (const row of rows) {
    const secret = opened(box, row)[name];
    if (secret !== undefined) return secret;
  }
  return undefined;
}

/** A workspace's numbers, oldest first. */
export async function numberFactsOf(tx: Tx, box: SecretBox, workspaceId: string): Promise<NumberFacts[]> {
  const rows = await tx.query<(NumberFacts & SealedRow)[]>(
    `select id, workspace_id as "workspaceId", secrets, phone_number_id as "phoneNumberId", waba_id as "wabaId",
       display_phone as "displayPhone", messages_per_second as "messagesPerSecond", quality, messaging_limit as "messagingLimit"
     from phone_number where workspace_id = $1 order by created_at, id`,
    [workspaceId],
  );
  return rows.map(({ id, secrets, workspaceId: owner, ...facts }) => ({
    ...facts,
    has: Object.keys(opened(box, { id, secrets, workspaceId: owner })) as (keyof NumberSecrets)[],
  }));
}

/** A number that has been given a token before there were other secrets has it alone, as it is. */
function opened(box: SecretBox, row: SealedRow): NumberSecrets {
  if (row.secrets === null) return {};
  const text = box.open(row.secrets, ownerOf(row));
  return text.startsWith('{') ? (JSON.parse(text) as NumberSecrets) : { accessToken: text };
}
