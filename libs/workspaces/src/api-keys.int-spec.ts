import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataSource, NumberTaken } from '@threadline/persistence';
import { FixedClock } from '@threadline/platform';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { ApiKeys, createApiKey } from './api-keys.js';
import { createWorkspace } from './create-workspace.js';
import type { NewWorkspace } from './new-workspace.js';
import { NumberOwners } from './number-owners.js';

let dataSource: DataSource;

beforeAll(async () => {
  dataSource = await createDataSource({ url: process.env['DATABASE_URL'] ?? '', poolSize: 4 }).initialize();
});
afterAll(() => dataSource.destroy());

describe('a workspace', () => {
  it('is found again by its slug, with a working key each time', async () => {
    const details = aWorkspace();
    const first = await createWorkspace(dataSource, details);
    const second = await createWorkspace(dataSource, { ...details, wabaId: 'waba-other' });
    expect(second.workspaceId).toBe(first.workspaceId);
    expect(second.apiKey).not.toBe(first.apiKey);
    const keys = new ApiKeys(dataSource, new FixedClock());
    const holder = { workspaceId: first.workspaceId, role: 'owner' };
    expect(await keys.authenticate(first.apiKey)).toEqual(holder);
    expect(await keys.authenticate(second.apiKey)).toEqual(holder);
    expect(await new NumberOwners(dataSource, new FixedClock()).ofAccount('waba-other')).toEqual([first.workspaceId]);
  });

  it('cannot take the number of another, and is not created when it tries', async () => {
    const { phoneNumberId } = await created();
    const slug = aSlug();
    await expect(createWorkspace(dataSource, { ...aWorkspace(), slug, phoneNumberId })).rejects.toThrow(NumberTaken);
    expect(await dataSource.query(`select 1 from workspace where slug = $1`, [slug])).toEqual([]);
  });
});

describe('an API key', () => {
  it('is stored as a hash only', async () => {
    const { workspaceId, apiKey } = await created();
    const stored = await dataSource.query(`select * from api_key where workspace_id = $1`, [workspaceId]);
    expect(JSON.stringify(stored)).not.toContain(apiKey.slice(10));
  });

  it('carries the role it was made with', async () => {
    const { workspaceId } = await created();
    const { apiKey } = await createApiKey(dataSource, { workspaceId, name: 'reader', role: 'viewer' });
    expect(await new ApiKeys(dataSource, new FixedClock()).authenticate(apiKey)).toEqual({
      workspaceId,
      role: 'viewer',
    });
  });

  it.each(['', 'tl_', 'nonsense', `tl_${'A'.repeat(43)}`, `tl_${'A'.repeat(5_000)}`, 'tl_\u0000'])(
    'is refused when it is none of ours: %#',
    async (apiKey) => {
      expect(await new ApiKeys(dataSource, new FixedClock()).authenticate(apiKey)).toBeUndefined();
    },
  );

  it('is refused within five seconds of its revocation', async () => {
    const { workspaceId } = await created();
    const { id, apiKey } = await createApiKey(dataSource, { workspaceId, name: 'short-lived', role: 'service' });
    const clock = new FixedClock('2026-01-01T00:00:00Z');
    const keys = new ApiKeys(dataSource, clock);
    expect(await keys.authenticate(apiKey)).toBeDefined();
    expect(await keys.revoke(randomUUID(), id)).toBe(false);
    expect(await keys.revoke(workspaceId, id)).toBe(true);
    clock.advance(5_000);
    expect(await keys.authenticate(apiKey)).toBeUndefined();
  });
});

describe('the owner of a number', () => {
  it('is known by the number and by the account, and nobody owns an unknown one', async () => {
    const { workspaceId, phoneNumberId, wabaId } = await created();
    const owners = new NumberOwners(dataSource, new FixedClock());
    expect(await owners.ofNumber(phoneNumberId)).toEqual([workspaceId]);
    expect(await owners.ofAccount(wabaId)).toEqual([workspaceId]);
    expect(await owners.ofNumber('unknown')).toEqual([]);
  });

  it('may be one of several who share an account', async () => {
    const first = await created();
    const second = await createWorkspace(dataSource, { ...aWorkspace(), wabaId: first.wabaId });
    const owners = new NumberOwners(dataSource, new FixedClock());
    expect(await owners.ofAccount(first.wabaId)).toEqual([first.workspaceId, second.workspaceId].sort());
    expect(await owners.ofNumber(first.phoneNumberId)).toEqual([first.workspaceId]);
  });

  it('is noticed as soon as the number is added, and still known while the database is away', async () => {
    const url = process.env['DATABASE_URL'] ?? '';
    const own = await createDataSource({ url, poolSize: 1 }).initialize();
    const clock = new FixedClock();
    const owners = new NumberOwners(own, clock);
    const details = aWorkspace();
    expect(await owners.ofNumber(details.phoneNumberId)).toEqual([]);
    const { workspaceId } = await createWorkspace(dataSource, details);
    expect(await owners.ofNumber(details.phoneNumberId)).toEqual([workspaceId]);
    await own.destroy();
    clock.advance(3_600_000);
    expect(await owners.ofNumber(details.phoneNumberId)).toEqual([workspaceId]);
    await expect(owners.ofNumber('never seen')).rejects.toThrow(/Driver not Connected/);
  });
});

const aSlug = () => `ws-${randomUUID()}`;

const aWorkspace = (): NewWorkspace => ({
  slug: aSlug(),
  name: 'Test',
  timeZone: 'Europe/Rome',
  phoneNumberId: `number-${randomUUID()}`,
  wabaId: `waba-${randomUUID()}`,
  displayPhone: '+390212345678',
});

async function created() {
  const details = aWorkspace();
  return { ...details, ...(await createWorkspace(dataSource, details)) };
}
