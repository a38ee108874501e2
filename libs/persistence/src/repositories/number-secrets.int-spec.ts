import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SecretBox, SecretKeys } from '@threadline/platform';
import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { aWorkspace, openDatabase } from '../testing/index.js';
import {
  keepNumberSecrets,
  numberSecretOf,
  numberFactsOf,
  type NumberSecretsChange,
} from './number-secrets.repository.js';
import { resealBatch } from './sealed-secrets.repository.js';

const aKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const [oldKey, newKey] = [aKey('old'), aKey('new')];
const box = new SecretBox(SecretKeys.parse(oldKey));
const accessToken = 'EAAG-secret';

let dataSource: DataSource;
beforeAll(async () => void (dataSource = await openDatabase({ url: process.env['DATABASE_URL'] })));
afterAll(() => dataSource.destroy());

const keep = (phoneNumberId: string, change: NumberSecretsChange = { accessToken }, by = box) =>
  keepNumberSecrets(dataSource.manager, by, { phoneNumberId, change });
const tokenOf = (ownerId: string, by = box) => numberSecretOf(dataSource.manager, by, { ownerId, name: 'accessToken' });

describe('the access token of a number', () => {
  it('is kept sealed, and opens by the number and by its account', async () => {
    const { phoneNumberId, wabaId } = await aWorkspace(dataSource);
    expect(await tokenOf(phoneNumberId)).toBeUndefined();
    expect(await keep(phoneNumberId)).toBe(true);
    expect(await tokenOf(phoneNumberId)).toBe(accessToken);
    expect(await tokenOf(wabaId)).toBe(accessToken);
    const stored = await dataSource.query(`select * from phone_number where phone_number_id = $1`, [phoneNumberId]);
    expect(JSON.stringify(stored)).not.toContain(accessToken);
  });

  it('is of one number alone', async () => {
    const [one, other] = [await aWorkspace(dataSource), await aWorkspace(dataSource)];
    await keep(one.phoneNumberId);
    expect(await tokenOf(other.phoneNumberId)).toBeUndefined();
    expect(await keep('nobody`s')).toBe(false);
    await dataSource.query(
      `update phone_number t set secrets = f.secrets from phone_number f where f.phone_number_id = $1 and t.phone_number_id = $2`,
      [one.phoneNumberId, other.phoneNumberId],
    );
    await expect(tokenOf(other.phoneNumberId)).rejects.toMatchObject({
      code: 'unopenable_secret',
    });
  });

  it('is sealed anew by a rotation', async () => {
    const { phoneNumberId } = await aWorkspace(dataSource);
    await keep(phoneNumberId);
    const both = new SecretBox(SecretKeys.parse(`${newKey},${oldKey}`));
    const after = { table: 'phone_number', id: '00000000-0000-0000-0000-000000000000' } as const;
    await resealBatch(dataSource.manager, both, { after, limit: 1_000 });
    const fresh = new SecretBox(SecretKeys.parse(newKey));
    expect(await tokenOf(phoneNumberId, fresh)).toBe(accessToken);
  });
});

describe('the secrets of a number', () => {
  it('are changed one by one, forgotten by null, and told by their names alone', async () => {
    const { id, phoneNumberId, wabaId } = await aWorkspace(dataSource);
    const appSecretOf = (ownerId: string) => numberSecretOf(dataSource.manager, box, { ownerId, name: 'appSecret' });
    const names = async () => (await numberFactsOf(dataSource.manager, box, id)).map(({ has }) => has);
    expect(await names()).toEqual([[]]);
    await keep(phoneNumberId, { appSecret: 'app' });
    await keep(phoneNumberId);
    expect(await names()).toEqual([['appSecret', 'accessToken']]);
    expect([await appSecretOf(phoneNumberId), await appSecretOf(wabaId)]).toEqual(['app', 'app']);
    await keep(phoneNumberId, { accessToken: null });
    expect([await tokenOf(phoneNumberId), await appSecretOf(phoneNumberId)]).toEqual([undefined, 'app']);
    await keep(phoneNumberId, { appSecret: null });
    expect(await names()).toEqual([[]]);
  });

  it('are of a workspace: another one changes nothing', async () => {
    const [one, other] = [await aWorkspace(dataSource), await aWorkspace(dataSource)];
    const { phoneNumberId } = one;
    const change = { accessToken: 'stolen' };
    expect(await keepNumberSecrets(dataSource.manager, box, { phoneNumberId, workspaceId: other.id, change })).toBe(
      false,
    );
    expect(await tokenOf(phoneNumberId)).toBeUndefined();
  });

  it('read a token that was kept before there were others', async () => {
    const { id: workspaceId, phoneNumberId } = await aWorkspace(dataSource);
    const [{ id }] = await dataSource.query(`select id from phone_number where phone_number_id = $1`, [phoneNumberId]);
    const sealed = box.seal(accessToken, { kind: 'phone_number', workspaceId, id });
    await dataSource.query(`update phone_number set secrets = $2, secrets_key = 'old' where id = $1`, [id, sealed]);
    expect(await tokenOf(phoneNumberId)).toBe(accessToken);
  });
});
