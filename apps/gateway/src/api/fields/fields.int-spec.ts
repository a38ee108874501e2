import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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

describe('a field of contacts', () => {
  it('is defined once, and listed by name, in its workspace alone', async () => {
    const own = await aWorkspace(gateway);
    expect((await own.put('/fields/visits', { type: 'number' })).status).toBe(201);
    expect((await own.put('/fields/size', { type: 'choice', options: ['S'] })).status).toBe(201);
    expect((await own.put('/fields/size', { type: 'choice', options: ['S', 'M'] })).status).toBe(200);
    expect((await own.get('/fields')).body).toEqual({
      data: [
        { name: 'size', type: 'choice', options: ['S', 'M'] },
        { name: 'visits', type: 'number', options: [] },
      ],
    });
    expect((await workspace.get('/fields')).body).toEqual({ data: [] });
  });

  it('keeps its type, because contacts have values of it', async () => {
    await workspace.put('/fields/kept', { type: 'date' });
    expect(await workspace.put('/fields/kept', { type: 'text' })).toMatchObject({
      status: 409,
      body: { code: 'field_type_fixed' },
    });
  });

  it.each([
    [{ type: 'choice' }, '/options'],
    [{ type: 'text', options: ['a'] }, '/options'],
    [{ type: 'colour' }, '/type'],
  ])('is refused as %j', async (told, place) => {
    expect(await workspace.put('/fields/wrong', told)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: place }] },
    });
  });

  it('takes values of its type from the API, however they are written', async () => {
    await workspace.put('/fields/birthday', { type: 'date' });
    const saved = await workspace.post('/contacts', { phone: aPhone(), fields: { birthday: '24/12/1990', note: 'x' } });
    expect(saved.body).toMatchObject({ fields: { birthday: '1990-12-24', note: 'x' } });
    expect(await workspace.post('/contacts', { phone: aPhone(), fields: { birthday: 'soon' } })).toMatchObject({
      status: 422,
      body: { code: 'invalid_body', errors: [{ pointer: '/fields/birthday', code: 'wrong_type' }] },
    });
  });
});
