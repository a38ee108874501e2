import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { insertRun } from '@threadline/persistence';
import { randomUUID } from 'node:crypto';
import { aPhone, aWorkspace, startGateway, type TestGateway, type TestWorkspace } from '../../testing/test-gateway.js';
import * as api from './run.schemas.js';

let gateway: TestGateway;
let workspace: TestWorkspace;
let automation: string;
let contact: string;

beforeAll(async () => {
  gateway = await startGateway({
    GATEWAY_ROLES: 'api',
    DATABASE_URL: process.env['DATABASE_URL'] ?? '',
    KAFKA_BROKERS: '127.0.0.1:1',
    TEMPORAL_UI_URL: 'http://temporal.example:8233/',
  });
  workspace = await aWorkspace(gateway);
  automation = await anAutomation('carts');
  contact = await aContact();
});
afterAll(() => gateway.close());

it('shows a run: where it stands, why, and its workflow', async () => {
  const id = await aRun({ state: 'active', key: 'cart-1' });
  await change(id, `standing = '["waits for a reply at answer"]', stalled_at = now(), stalled_because = 'a defect'`);
  const run = api.Run.strict().parse((await workspace.get(`/runs/${id}`)).body);
  const workflowId = `run/carts/${id}`;
  expect(run).toMatchObject({
    state: 'active',
    key: 'cart-1',
    version: 1,
    automationSlug: 'carts',
    standing: ['waits for a reply at answer'],
    stalled: { because: 'a defect' },
    temporal: {
      workflowId,
      url: `http://temporal.example:8233/namespaces/default/workflows/${encodeURIComponent(workflowId)}`,
    },
  });
  expect(run.enteredAt).not.toBeNull();
});

it('lists runs by automation, contact and state, newest first', async () => {
  const [automations, contacts] = [await anAutomation(), await aContact()];
  const wanted = await aRun({ automationId: automations, contactId: contacts, state: 'active' });
  const newer = await aRun({ automationId: automations, contactId: contacts, state: 'armed', key: 'b' });
  const others = await aRun({ automationId: automations, state: 'active' });
  const list = async (query: string) => {
    const { body } = await workspace.get(`/runs?${query}`);
    return (body as { data: unknown[] }).data.map((run) => api.Run.strict().parse(run).id);
  };
  expect(await list(`automation=${automations}`)).toEqual([others, newer, wanted]);
  expect(await list(`automation=${automations}&contact=${contacts}`)).toEqual([newer, wanted]);
  expect(await list(`contact=${contacts}&state=active`)).toEqual([wanted]);
  expect(await list(`automation=${randomUUID()}`)).toEqual([]);
});

it('pages through runs that were created in the same moment, each once', async () => {
  const automationId = await anAutomation();
  const ids = [];
  for (const key of ['a', 'b', 'c', 'd', 'e']) ids.push(await aRun({ automationId, key }));
  await gateway.dataSource.query(`update run set created_at = '2026-01-01 00:00:00.123456+00' where id = any($1)`, [
    ids,
  ]);
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await workspace.get(`/runs?automation=${automationId}&limit=2${cursor && `&cursor=${cursor}`}`);
    const { data, nextCursor } = page.body as { data: api.Run[]; nextCursor: string | null };
    seen.push(...data.map(({ id }) => id));
    cursor = nextCursor;
  }
  expect(seen.toSorted()).toEqual(ids.toSorted());
});

it('tells what happened in a run in order of time, page by page: decisions and messages of both sides', async () => {
  const id = await aRun({ state: 'active' });
  await trail(id, '2026-01-01T00:00:00Z', 'entered');
  const sent = await aMessage(id, '2026-01-01T00:00:01Z', { direction: 'out', status: 'read' });
  await trail(id, '2026-01-01T00:00:02Z', 'waits');
  const answer = await aMessage(id, '2026-01-01T00:00:03Z', { direction: 'in', status: 'received' });
  await trail(id, '2026-01-01T00:00:03.5Z', 'answered');
  await trail(id, '2026-01-01T00:00:03.5Z', 'completed');
  const entries: api.TimelineEntry[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await workspace.get(`/runs/${id}/timeline?limit=4${cursor && `&cursor=${cursor}`}`);
    const { data, nextCursor } = page.body as { data: api.TimelineEntry[]; nextCursor: string | null };
    entries.push(...data.map((entry) => api.TimelineEntry.parse(entry)));
    cursor = nextCursor;
  }
  expect(entries.map(({ what }) => what)).toEqual([
    'entered',
    'message_read',
    'waits',
    'message_received',
    'answered',
    'completed',
  ]);
  expect(entries[1]).toMatchObject({
    kind: 'message',
    messageId: sent,
    step: 'remind',
    turn: 1,
    at: '2026-01-01T00:00:01.000Z',
  });
  expect(entries[3]).toMatchObject({ kind: 'message', messageId: answer, direction: 'in' });
  expect(entries[0]).toMatchObject({ kind: 'decision', why: 'because', saw: { total: 30 }, intendedAt: null });
});

it("shows nothing of another workspace's runs", async () => {
  const id = await aRun({});
  const other = await aWorkspace(gateway);
  expect((await other.get(`/runs/${id}`)).status).toBe(404);
  expect((await other.get(`/runs/${id}/timeline`)).status).toBe(404);
  expect((await other.get(`/runs?automation=${automation}`)).body).toEqual({ data: [], nextCursor: null });
});

async function anAutomation(slug: string = randomUUID()): Promise<string> {
  const id = randomUUID();
  await gateway.dataSource.query(
    `insert into automation (id, workspace_id, slug, name, draft) values ($1, $2, $3, 'Carts', '{}')`,
    [id, workspace.workspaceId, slug],
  );
  return id;
}

async function aContact(): Promise<string> {
  return ((await workspace.post('/contacts', { phone: aPhone() })).body as { id: string }).id;
}

interface RunGiven {
  automationId?: string;
  contactId?: string;
  key?: string;
  state?: 'armed' | 'active' | 'completed';
}

async function aRun({ automationId = automation, contactId = contact, key = '', state = 'completed' }: RunGiven) {
  const id = randomUUID();
  await insertRun(gateway.dataSource.manager, {
    id,
    workspaceId: workspace.workspaceId,
    automationId,
    version: 1,
    contactId,
    triggerId: 'cart',
    key,
    state,
    triggerEvent: { type: 'shop.cart.updated', id, time: Date.now(), data: {} },
    causationDepth: 0,
    ...(state === 'armed' ? { armedUntil: Date.now() } : { enteredAt: Date.now() }),
  });
  return id;
}

const change = (id: string, set: string) => gateway.dataSource.query(`update run set ${set} where id = $1`, [id]);

const trail = (id: string, at: string, what: string) =>
  gateway.dataSource.query(
    `insert into run_trail (run_id, at, what, why, saw) values ($1, $2, $3, 'because', '{"total": 30}')`,
    [id, at, what],
  );

async function aMessage(runId: string, at: string, given: { direction: string; status: string }): Promise<string> {
  const { workspaceId, phoneNumberId } = workspace;
  const [conversation, id] = [randomUUID(), randomUUID()];
  await gateway.dataSource.query(
    `insert into conversation (id, workspace_id, contact_id, number_id)
     select $1, $2, $3, n.id from phone_number n where n.phone_number_id = $4 on conflict do nothing`,
    [conversation, workspaceId, contact, phoneNumberId],
  );
  const isOut = given.direction === 'out';
  await gateway.dataSource.query(
    `insert into message (id, workspace_id, contact_id, conversation_id, direction, content, status, run_id, step_id, turn, routing, created_at)
     select $1, $2, $3, c.id, $4, '{"kind": "text", "text": "hi"}', $5, $6, $7, $8, $9, $10 from conversation c where c.contact_id = $3`,
    [
      id,
      workspaceId,
      contact,
      given.direction,
      given.status,
      isOut ? runId : null,
      isOut ? 'remind' : null,
      isOut ? 1 : null,
      isOut ? null : JSON.stringify({ takenBy: 'run', runId }),
      at,
    ],
  );
  return id;
}
