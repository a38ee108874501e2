import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { aPhone, aWorkspace, startGateway, type TestGateway, type TestWorkspace } from '../../testing/test-gateway.js';

let gateway: TestGateway;
let workspace: TestWorkspace;

beforeAll(async () => {
  gateway = await startGateway({
    GATEWAY_ROLES: 'api',
    DATABASE_URL: process.env['DATABASE_URL'] ?? '',
    KAFKA_BROKERS: '127.0.0.1:1',
  });
  workspace = await aWorkspace(gateway);
});
afterAll(() => gateway.close());

const aContact = async (of: TestWorkspace) =>
  ((await of.post('/contacts', { phone: aPhone() })).body as { id: string }).id;
const aList = async (name: string) => ((await workspace.put('/lists', { name })).body as { id: string }).id;

describe('a list', () => {
  it('is one by its name, and listed with how many contacts it has', async () => {
    const id = await aList('news');
    expect(await aList('news')).toBe(id);
    await workspace.post(`/lists/${id}/contacts`, {
      contactIds: [await aContact(workspace), await aContact(workspace)],
    });
    expect((await workspace.get('/lists')).body).toMatchObject({ data: [{ id, name: 'news', contacts: 2 }] });
  });

  it('tells of each contact that joins or leaves, once', async () => {
    const id = await aList('vip');
    const contactId = await aContact(workspace);
    const join = () => workspace.post(`/lists/${id}/contacts`, { contactIds: [contactId] });
    expect((await join()).body).toEqual({ changed: 1, unknown: [] });
    expect((await join()).body).toEqual({ changed: 0, unknown: [] });
    const leave = () => workspace.del(`/lists/${id}/contacts/${contactId}`);
    expect((await leave()).body).toEqual({ changed: 1, unknown: [] });
    expect((await leave()).body).toEqual({ changed: 0, unknown: [] });
    expect(await emittedOf(contactId)).toEqual([
      { type: 'contact.list_joined', data: { contactId, listId: id, list: 'vip' } },
      { type: 'contact.list_left', data: { contactId, listId: id, list: 'vip' } },
    ]);
  });

  it('takes no contacts of others, and is not found by others', async () => {
    const other = await aWorkspace(gateway);
    const id = await aList('ours');
    const theirs = await aContact(other);
    expect((await workspace.post(`/lists/${id}/contacts`, { contactIds: [theirs] })).body).toEqual({
      changed: 0,
      unknown: [theirs],
    });
    expect(await other.post(`/lists/${id}/contacts`, { contactIds: [theirs] })).toMatchObject({
      status: 404,
      body: { code: 'list_not_found' },
    });
    expect((await workspace.post(`/lists/${randomUUID()}/contacts`, { contactIds: [theirs] })).status).toBe(404);
  });

  it('is known when an automation is saved', async () => {
    await aList('known');
    const leaving = (list: string) => ({
      definition: {
        name: 'Leave',
        triggers: [{ id: 'm', type: 'manual' }],
        start: 'leave',
        steps: { leave: { type: 'remove_from_list', list, next: null } },
      },
    });
    const codes = async (list: string) => {
      const { body } = await workspace.post('/automations/validate', leaving(list));
      return (body as { problems: { code: string }[] }).problems.map(({ code }) => code);
    };
    expect(await codes('known')).toEqual([]);
    expect(await codes('unknown')).toEqual(['unknown_list']);
  });
});

async function emittedOf(contactId: string): Promise<unknown[]> {
  return gateway.dataSource.query(
    `select event ->> 'type' as type, event -> 'data' as data from outbox
     where event -> 'data' ->> 'contactId' = $1 and event ->> 'type' like 'contact.list%' order by id`,
    [contactId],
  );
}
