import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { createDataSource } from '@threadline/persistence';
import { aWorkspace } from '../support/a-workspace.js';
import { environment } from '../support/environment.js';
import { eventually } from '../support/eventually.js';
import { GatewayClient } from '../support/gateway-client.js';

const people = 5;
const soonMs = 4_000;

it('a schedule that is published for a moment lets its audience enter at that moment, each once', async () => {
  const workspace = await aWorkspace();
  const gateway = new GatewayClient(environment('GATEWAY_URL'), workspace.apiKey);
  await contactsOf(workspace.id);
  const moment = new Date(Math.ceil((Date.now() + soonMs) / 1_000) * 1_000);
  const automation = await gateway.publish({
    name: 'Announcement',
    triggers: [{ id: 'once', type: 'schedule', times: { once: moment.toISOString() }, audience: { tag: 'told' } }],
    start: 'tag',
    steps: { tag: { type: 'add_tag', tag: 'seen', next: null } },
  });
  const runs = await eventually('the runs of the audience', async () => {
    const found = await gateway.runsOf(automation);
    return found.filter(({ state }) => state === 'completed').length === people ? found : undefined;
  });
  expect(Date.now()).toBeGreaterThanOrEqual(moment.getTime());
  expect(new Set(runs.map(({ contactId }) => contactId)).size).toBe(people);
});

/** Some who are in the audience, and as many who are not. */
async function contactsOf(workspaceId: string): Promise<void> {
  const dataSource = await createDataSource({ url: environment('DATABASE_URL'), poolSize: 1 }).initialize();
  try {
    for (const tag of ['told', 'other']) {
      const ids = Array.from({ length: people }, () => randomUUID());
      await dataSource.query(`insert into contact (id, workspace_id) select unnest($1::uuid[]), $2`, [
        ids,
        workspaceId,
      ]);
      await dataSource.query(`insert into contact_tag (contact_id, tag) select unnest($1::uuid[]), $2`, [ids, tag]);
    }
  } finally {
    await dataSource.destroy();
  }
}
