import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { aDefinition, Stage } from '../testing/index.js';

const dayMs = 24 * 60 * 60_000;
let stage: Stage;
let workspaceId = '';

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  workspaceId = stage.workspace.id;
});
afterEach(() => stage.close());

/** A call of a new contact; gives its signatures. */
async function signaturesOfACall(): Promise<string[]> {
  await stage.cart('+393331234567', 'c1');
  await stage.drive((await stage.runs()).at(-1)?.id ?? '');
  return stage.receiver.ledger.at(-1)?.signed['webhook-signature']?.split(' ') ?? [];
}
const publish = () =>
  stage.publish(
    aDefinition({
      entry: { mode: 'always', per: 'contact', onConflict: 'ignore' },
      start: 'hook',
      steps: { hook: { type: 'webhook', url: 'https://crm.example.com/', next: null } },
    }),
  );

it('begin with the first call, and are not readable where they are kept', async () => {
  await publish();
  expect(await stage.secrets.list(workspaceId)).toEqual([]);
  expect(await signaturesOfACall()).toHaveLength(1);
  expect(await stage.secrets.list(workspaceId)).toHaveLength(1);
  const rows = await stage.dataSource.query(`select secrets from signing_secret where workspace_id = $1`, [
    workspaceId,
  ]);
  expect(JSON.stringify(rows)).not.toContain('whsec_');
});

it('sign side by side for a day after a rotation', async () => {
  await publish();
  const before = await stage.secrets.rotate(workspaceId);
  const after = await stage.secrets.rotate(workspaceId);
  expect(after.secret).not.toBe(before.secret);
  expect((await stage.secrets.list(workspaceId)).map(({ id }) => id)).toEqual([after.id, before.id]);
  expect(await stage.secrets.forSigning(workspaceId)).toEqual([after.secret, before.secret]);
  expect(await signaturesOfACall()).toHaveLength(2);
  stage.passes(dayMs);
  expect(await stage.secrets.forSigning(workspaceId)).toEqual([after.secret]);
  expect((await stage.secrets.list(workspaceId)).map(({ id }) => id)).toEqual([after.id]);
});

it('are one, whoever calls first', async () => {
  const found = await Promise.all([1, 2, 3].map(() => stage.secrets.forSigning(workspaceId)));
  expect(new Set(found.flat()).size).toBe(1);
});

it('are as many as rotations at the same time', async () => {
  await Promise.all([1, 2, 3].map(() => stage.secrets.rotate(workspaceId)));
  const secrets = await stage.secrets.list(workspaceId);
  expect(secrets.map(({ signsUntil }) => signsUntil === null)).toEqual([true, false, false]);
});
