import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatabase } from '@threadline/persistence/testing';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { publishApproved } from './approval-chore.js';
import { Automations } from './automations.js';
import { Publishing } from './publishing.js';

let dataSource: DataSource;
let automations: Automations;

beforeAll(async () => {
  dataSource = await openDatabase({ url: process.env['DATABASE_URL'], poolSize: 4 });
  automations = new Automations(dataSource);
});
afterAll(() => dataSource.destroy());

const reminding = (part: object = {}) => ({
  name: 'Remind',
  triggers: [{ id: 'hello', type: 'customer_message', match: { exact: 'remind me' } }],
  start: 'remind',
  steps: { remind: { type: 'send_template', template: 'cart_reminder', language: 'en', next: null } },
  ...part,
});

async function aWorkspace(): Promise<string> {
  const id = randomUUID();
  await dataSource.query(`insert into workspace (id, slug, name, time_zone) values ($1, $2, 'Test', 'UTC')`, [id, id]);
  return id;
}

const templateIs = (workspaceId: string, status: string) =>
  dataSource.query(
    `insert into template (id, workspace_id, name, language, category, status, components, waba_id)
     values ($1, $2, 'cart_reminder', 'en', 'marketing', $3, '[]', 'waba')
     on conflict (workspace_id, name, language) do update set status = excluded.status`,
    [randomUUID(), workspaceId, status],
  );

const stateOf = async (workspaceId: string, id: string) => (await automations.get(workspaceId, id)).state;
const round = () => publishApproved(dataSource).turn({ now: Date.now() });

describe('a draft that is to go live once its templates are approved', () => {
  it('waits for each of them, goes live, and is asked no more', async () => {
    const workspaceId = await aWorkspace();
    const { id } = await automations.create(workspaceId, reminding(), { publishWhenApproved: true });
    await round();
    await templateIs(workspaceId, 'pending');
    await round();
    expect(await stateOf(workspaceId, id)).toBe('draft');
    await templateIs(workspaceId, 'approved');
    expect(await round()).toEqual({ done: 1 });
    expect(await automations.get(workspaceId, id)).toMatchObject({
      state: 'enabled',
      latestVersion: 1,
      publishWhenApproved: false,
    });
    expect(await round()).toEqual({ done: 0 });
  });

  it('waits as long as something else is wrong with it, or another owns its phrase', async () => {
    const workspaceId = await aWorkspace();
    await templateIs(workspaceId, 'approved');
    const [first, second] = [
      await automations.create(workspaceId, reminding(), { publishWhenApproved: true }),
      await automations.create(workspaceId, reminding({ start: 'nowhere' }), { publishWhenApproved: true }),
    ];
    await new Publishing(dataSource, { trySync: () => Promise.resolve() }).publish({ workspaceId, id: first.id });
    const third = await automations.create(workspaceId, reminding(), { publishWhenApproved: true });
    expect(await round()).toEqual({ done: 0 });
    expect(await stateOf(workspaceId, second.id)).toBe('draft');
    expect(await stateOf(workspaceId, third.id)).toBe('draft');
  });

  it('does not go live when its author has changed it without asking for that again', async () => {
    const workspaceId = await aWorkspace();
    await templateIs(workspaceId, 'approved');
    const { id } = await automations.create(workspaceId, reminding(), { publishWhenApproved: true });
    await automations.update(workspaceId, id, { definition: reminding({ name: 'Later' }), revision: 1 });
    await round();
    expect(await stateOf(workspaceId, id)).toBe('draft');
  });
});
