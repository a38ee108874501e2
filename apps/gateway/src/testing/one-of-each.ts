import { randomUUID } from 'node:crypto';
import { aPhone, type TestGateway, type TestWorkspace } from './test-gateway.js';

/** What addresses of the API name by an id. */
export type Resource =
  'automation' | 'connection' | 'contact' | 'conversation' | 'deadLetter' | 'list' | 'message' | 'run' | 'template';

const definition = {
  name: 'Tag',
  triggers: [{ id: 'hand', type: 'manual' }],
  start: 'tag',
  steps: { tag: { type: 'add_tag', tag: 'x', next: null } },
};
const template = { name: 'hello', language: 'en', category: 'utility', components: [{ type: 'BODY', text: 'Hello' }] };
const connection = {
  kind: 'shopify',
  name: 'shop',
  settings: { shopDomain: 'one-of-each.myshopify.com' },
  secrets: { webhookSecret: 'a-secret-of-the-shop' },
};

/** Puts one of everything into a workspace; what only runs and messages make goes straight into the database. */
export async function oneOfEach(gateway: TestGateway, workspace: TestWorkspace): Promise<Record<Resource, string>> {
  const made = async (path: string, body: object) => ((await workspace.post(path, body)).body as { id: string }).id;
  const ids = {
    automation: await made('/automations', { definition }),
    connection: await made('/connections', connection),
    contact: await made('/contacts', { phone: aPhone() }),
    list: ((await workspace.put('/lists', { name: 'news' })).body as { id: string }).id,
    template: await made('/templates', { ...template, submit: false }),
    conversation: randomUUID(),
    run: randomUUID(),
    message: randomUUID(),
    deadLetter: randomUUID(),
  };
  await workspace.post(`/automations/${ids.automation}/publish`);
  const statements: [string, unknown[]][] = [
    [
      `insert into conversation (id, workspace_id, contact_id, number_id)
       select $1, $2, $3, id from phone_number where workspace_id = $2`,
      [ids.conversation, workspace.workspaceId, ids.contact],
    ],
    [
      `insert into run (id, workspace_id, automation_id, version, contact_id, trigger_id, state, trigger_event, event_time)
       values ($1, $2, $3, 1, $4, 'hand', 'completed', '{}', now())`,
      [ids.run, workspace.workspaceId, ids.automation, ids.contact],
    ],
    [
      `insert into message (id, workspace_id, contact_id, conversation_id, direction, content, status, routing)
       values ($1, $2, $3, $4, 'in', '{"kind": "text", "text": "hi"}', 'received', '{"takenBy": "nobody", "lost": []}')`,
      [ids.message, workspace.workspaceId, ids.contact, ids.conversation],
    ],
    [
      `insert into dead_letter (id, workspace_id, topic, "partition", "offset", code, reason, headers, is_cut, sent_at, died_at)
       values ($1, $2, 'threadline.shop.v1', 0, 0, 'wrong_data', 'no', '{}', false, now(), now())`,
      [ids.deadLetter, workspace.workspaceId],
    ],
  ];
  for (const [statement, parameters] of statements) await gateway.dataSource.query(statement, parameters);
  return ids;
}
