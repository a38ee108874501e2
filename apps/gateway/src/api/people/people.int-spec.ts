import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aWorkspace, startGateway, type TestGateway, type TestWorkspace } from '../../testing/test-gateway.js';

let gateway: TestGateway;
let workspace: TestWorkspace;

beforeAll(async () => {
  gateway = await startGateway({
    GATEWAY_ROLES: 'api',
    DATABASE_URL: process.env['DATABASE_URL'] ?? '',
    KAFKA_BROKERS: '127.0.0.1:1',
  });
  workspace = await aWorkspace(gateway);
  await workspace.put('/operators', { name: 'Ada' });
  await workspace.put('/operators', { name: 'Bo', role: 'chat_operator' });
  await workspace.put('/operators', { name: 'Vic', role: 'viewer' });
});
afterAll(() => gateway.close());

describe('people', () => {
  it('are operators with a role, one by each name', async () => {
    const first = await workspace.put('/operators', { name: 'Cy' });
    const again = await workspace.put('/operators', { name: 'Cy', role: 'admin' });
    expect(again.body).toEqual({ id: (first.body as { id: string }).id, name: 'Cy', role: 'admin' });
    expect((await workspace.get('/operators?limit=1')).body).toMatchObject({
      data: [{ name: 'Cy', role: 'admin', teams: [] }],
      nextCursor: expect.any(String),
    });
  });

  it('make up teams, which have exactly the members they were given last', async () => {
    await workspace.put('/teams', { name: 'support', operators: ['Ada', 'Bo'] });
    expect((await workspace.put('/teams', { name: 'support', operators: ['Bo'] })).body).toMatchObject({
      operators: ['Bo'],
    });
    expect((await workspace.get('/teams')).body).toMatchObject({ data: [{ name: 'support', operators: ['Bo'] }] });
    const { body } = await workspace.get('/operators');
    expect((body as { data: unknown[] }).data).toContainEqual(
      expect.objectContaining({ name: 'Bo', teams: ['support'] }),
    );
  });

  it('who are unknown, or only view, are in no team', async () => {
    expect(await workspace.put('/teams', { name: 'odd', operators: ['Ada', 'Nobody', 'Vic'] })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/operators/1' }, { pointer: '/operators/2' }] },
    });
  });

  it('of another workspace are not seen', async () => {
    const other = await aWorkspace(gateway);
    expect((await other.get('/operators')).body).toEqual({ data: [], nextCursor: null });
    expect((await other.put('/teams', { name: 'support', operators: ['Ada'] })).status).toBe(422);
  });
});
