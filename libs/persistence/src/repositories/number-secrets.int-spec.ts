import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SecretBox, SecretKeys } from '@threadline/platform';
import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { aWorkspace, openDatabase } from '../testing/index.js';
import { accessTokenOf, keepAccessToken } from './number-secrets.repository.js';
import { resealBatch } from './sealed-secrets.repository.js';

const aKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const [oldKey, newKey] = [aKey('old'), aKey('new')];
const box = new SecretBox(SecretKeys.parse(oldKey));
const accessToken = 'EAAG-secret';

let dataSource: DataSource;
beforeAll(async () => void (dataSource = await openDatabase({ url: process.env['DATABASE_URL'] })));
afterAll(() => dataSource.destroy());

describe('the access token of a number', () => {
  it('is kept sealed, and opens by the number and by its account', async () => {
    const { phoneNumberId, wabaId } = await aWorkspace(dataSource);
    expect(await accessTokenOf(dataSource.manager, box, phoneNumberId)).toBeUndefined();
    expect(await keepAccessToken(dataSource.manager, box, { phoneNumberId, accessToken })).toBe(true);
    expect(await accessTokenOf(dataSource.manager, box, phoneNumberId)).toBe(accessToken);
    expect(await accessTokenOf(dataSource.manager, box, wabaId)).toBe(accessToken);
    const stored = await dataSource.query(`select * from phone_number where phone_number_id = $1`, [phoneNumberId]);
    expect(JSON.stringify(stored)).not.toContain(accessToken);
  });

  it('is of one number alone', async () => {
    const [one, other] = [await aWorkspace(dataSource), await aWorkspace(dataSource)];
    await keepAccessToken(dataSource.manager, box, { phoneNumberId: one.phoneNumberId, accessToken });
    expect(await accessTokenOf(dataSource.manager, box, other.phoneNumberId)).toBeUndefined();
    expect(await keepAccessToken(dataSource.manager, box, { phoneNumberId: 'nobody`s', accessToken })).toBe(false);
    await dataSource.query(
      `update phone_number t set secrets = f.secrets from phone_number f where f.phone_number_id = $1 and t.phone_number_id = $2`,
      [one.phoneNumberId, other.phoneNumberId],
    );
    await expect(accessTokenOf(dataSource.manager, box, other.phoneNumberId)).rejects.toMatchObject({
      code: 'unopenable_secret',
    });
  });

  it('is sealed anew by a rotation', async () => {
    const { phoneNumberId } = await aWorkspace(dataSource);
    await keepAccessToken(dataSource.manager, box, { phoneNumberId, accessToken });
    const both = new SecretBox(SecretKeys.parse(`${newKey},${oldKey}`));
    const after = { table: 'phone_number', id: '00000000-0000-0000-0000-000000000000' } as const;
    await resealBatch(dataSource.manager, both, { after, limit: 1_000 });
    const fresh = new SecretBox(SecretKeys.parse(newKey));
    expect(await accessTokenOf(dataSource.manager, fresh, phoneNumberId)).toBe(accessToken);
  });
});
