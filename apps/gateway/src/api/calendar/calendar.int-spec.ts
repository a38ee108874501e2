import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { aWorkspace, startGateway, type TestGateway } from '../../testing/test-gateway.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway({
    GATEWAY_ROLES: 'api',
    DATABASE_URL: process.env['DATABASE_URL'] ?? '',
    KAFKA_BROKERS: '127.0.0.1:1',
  });
});
afterAll(() => gateway.close());

const calendar = {
  timeZone: 'Europe/Rome',
  hours: { mon: [{ from: '09:00', to: '18:00' }] },
  holidays: [{ everyYear: '12-24', name: 'Christmas Eve' }],
  country: { code: 'IT' },
};

it('keeps when a workspace works, for that workspace alone', async () => {
  const [workspace, other] = [await aWorkspace(gateway), await aWorkspace(gateway)];
  expect((await workspace.get('/calendar')).body).toMatchObject({ code: 'calendar_not_found' });
  expect((await workspace.put('/calendar', calendar)).body).toEqual(calendar);
  expect((await workspace.get('/calendar')).body).toEqual(calendar);
  expect((await other.get('/calendar')).status).toBe(404);
});

it.each([
  ['hours that end before they begin', { hours: { mon: [{ from: '18:00', to: '09:00' }] } }, '/hours/mon/0'],
  ['a zone nobody knows', { timeZone: 'Mars/Olympus' }, '/timeZone'],
  ['a country without known holidays', { country: { code: 'XX' } }, '/country/code'],
])('refuses %s and names the place', async (_, part, pointer) => {
  const workspace = await aWorkspace(gateway);
  const answer = await workspace.put('/calendar', { ...calendar, ...part });
  expect(answer.status).toBe(422);
  expect((answer.body as { errors: { pointer: string }[] }).errors.map((error) => error.pointer)).toEqual([pointer]);
});
