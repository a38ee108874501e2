import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { aWorkspace, startGateway, type TestGateway, type TestWorkspace } from '../../testing/test-gateway.js';
import * as api from './automation.schemas.js';
import { exampleDefinition } from './example-definition.js';

const saying = { type: 'send_message', text: 'Hello!' };

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

describe('a definition that is sent', () => {
  it('is kept as a draft, shown as it was written, and answers in the form of the document', async () => {
    const { status, body } = await workspace.post('/automations', { definition: greeting() });
    expect(status).toBe(201);
    const automation = api.Automation.strict().parse(body);
    expect(automation).toMatchObject({ state: 'draft', draftRevision: 1, latestVersion: null, problems: [] });
    const shown = await workspace.get(`/automations/${automation.id}`);
    expect(api.AutomationDetails.strict().parse(shown.body)).toMatchObject({ definition: greeting(), versions: [] });
  });

  it.each([
    ['an unknown step type', { answer: { type: 'send_pigeon', next: null } }, '/steps/answer/type'],
    ['a field that no step has', { answer: { type: 'exit', reason: 'done', pigeon: 1 } }, '/steps/answer/pigeon'],
    ['a duration that is none', { answer: { type: 'delay', for: '4 hours', next: null } }, '/steps/answer/for'],
    ['a step of a reserved name', { constructor: { type: 'exit' } }, '/steps/constructor'],
  ])('is refused for %s, naming the place and the way out', async (_, steps, pointer) => {
    const { status, body } = await workspace.post('/automations', { definition: greeting({ steps }) });
    expect({ status, body }).toMatchObject({ status: 422, body: { code: 'invalid_definition' } });
    expect(body).toMatchObject({
      errors: expect.arrayContaining([
        { pointer, code: expect.any(String), message: expect.any(String), fix: expect.any(String) },
      ]),
    });
  });

  it.each([
    ['a way out to a missing step', { answer: { ...saying, next: 'nowhere' } }, '/steps/answer/next'],
    [
      'a loop without a wait',
      { answer: { ...saying, next: 'again' }, again: { type: 'add_tag', tag: 'x', next: 'answer' } },
      '/steps/',
    ],
    [
      'a template that nobody has',
      { answer: { type: 'send_template', template: 'none', language: 'en', variables: {}, next: null } },
      '/steps/answer/template',
    ],
  ])('is kept with %s, which is told', async (_, steps, pointer) => {
    const { status, body } = await workspace.post('/automations', { definition: greeting({ steps }) });
    expect(status).toBe(201);
    expect(api.Automation.parse(body).problems).toContainEqual(
      expect.objectContaining({ pointer: expect.stringContaining(pointer) }),
    );
  });

  it('can be checked without being kept', async () => {
    const before = (await workspace.get('/automations?limit=100')).text;
    const good = await workspace.post('/automations/validate', { definition: greeting() });
    expect(good).toMatchObject({ status: 200, body: { publishable: true, problems: [] } });
    const bad = await workspace.post('/automations/validate', { definition: { name: 7 } });
    expect(api.DefinitionProblems.strict().parse(bad.body)).toMatchObject({ publishable: false });
    expect((await workspace.get('/automations?limit=100')).text).toBe(before);
  });

  it('may be the one that the document shows', async () => {
    const { body } = await workspace.post('/automations/validate', { definition: exampleDefinition });
    expect(api.DefinitionProblems.parse(body).problems.map(({ code, pointer }) => [code, pointer])).toEqual([
      [expect.stringContaining('template'), '/steps/remind/template'],
    ]);
  });
});

describe('a draft', () => {
  it('is replaced by those who saw its revision, and a stale change is refused', async () => {
    const { id } = await created();
    const change = { definition: greeting({ name: 'Renamed' }), draftRevision: 1 };
    expect(await workspace.patch(`/automations/${id}`, change)).toMatchObject({
      status: 200,
      body: { name: 'Renamed', draftRevision: 2 },
    });
    expect(await workspace.patch(`/automations/${id}`, change)).toMatchObject({
      status: 409,
      body: { code: 'stale_draft', detail: expect.stringContaining('revision 2') },
    });
  });

  it('with errors is not published, and the errors are listed', async () => {
    const { id } = await created(greeting({ start: 'nowhere' }));
    const { status, body } = await workspace.post(`/automations/${id}/publish`);
    expect({ status, body }).toMatchObject({ status: 422, body: { code: 'not_publishable' } });
    expect(body).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ pointer: '/start' })]) });
    expect((await workspace.get(`/automations/${id}`)).body).toMatchObject({ state: 'draft', versions: [] });
    expect((await workspace.post(`/automations/${id}/validate`, {})).body).toMatchObject({ publishable: false });
  });

  it('is published as a version, switched off and on', async () => {
    const { id } = await created(greeting({}, randomUUID()));
    const published = await workspace.post(`/automations/${id}/publish`, {});
    expect(published.status).toBe(200);
    expect(api.PublishedAutomation.strict().parse(published.body)).toMatchObject({ state: 'enabled', version: 1 });
    expect(await workspace.post(`/automations/${id}/disable`)).toMatchObject({
      status: 200,
      body: { state: 'disabled' },
    });
    expect(await workspace.post(`/automations/${id}/enable`)).toMatchObject({
      status: 200,
      body: { state: 'enabled' },
    });
  });

  it('that was never published cannot be switched', async () => {
    const { id } = await created();
    for (const act of ['enable', 'disable'])
      expect(await workspace.post(`/automations/${id}/${act}`)).toMatchObject({
        status: 409,
        body: { code: 'never_published' },
      });
  });
});

it('refuses a phrase that starts another automation, naming phrase and owner', async () => {
  const phrase = `Hello ${randomUUID()}`;
  const owner = await created(greeting({ name: 'Owner of the phrase' }, phrase));
  await workspace.post(`/automations/${owner.id}/publish`);
  const second = await created(greeting({ name: 'Second' }, phrase.toUpperCase()));
  const { status, body } = await workspace.post(`/automations/${second.id}/publish`);
  expect({ status, body }).toMatchObject({ status: 409, body: { code: 'phrase_taken' } });
  expect(body).toMatchObject({
    detail: `One phrase starts one automation: "${phrase.toLowerCase()}" starts the automation "Owner of the phrase"`,
  });
});

it("shows and changes nothing of another workspace's automation", async () => {
  const { id } = await created();
  const other = await aWorkspace(gateway);
  const change = { definition: greeting(), draftRevision: 1 };
  const answers = [
    await other.get(`/automations/${id}`),
    await other.patch(`/automations/${id}`, change),
    ...(await Promise.all(
      ['validate', 'publish', 'enable', 'disable'].map((act) => other.post(`/automations/${id}/${act}`)),
    )),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
  expect((await other.get('/automations')).body).toEqual({ data: [], nextCursor: null });
});

it('is published with triggers that fire by the clock, though Temporal is away', async () => {
  await workspace.put('/fields/birthday', { type: 'date' });
  const birthday = { id: 'birthday', type: 'date', field: 'birthday', yearly: true };
  const daily = { id: 'daily', type: 'schedule', times: { cron: '0 9 * * *' }, audience: { list: 'news' } };
  const tag = { type: 'add_tag', tag: 'told', next: null };
  const { id } = await created(greeting({ triggers: [birthday, daily], steps: { answer: tag } }));
  const { status, body } = await workspace.post(`/automations/${id}/publish`);
  expect({ status, body }).toMatchObject({ status: 200, body: { state: 'enabled', latestVersion: 1 } });
});

it('lists automations page by page, whatever is added meanwhile', async () => {
  const own = await aWorkspace(gateway);
  for (const name of ['A', 'B', 'C']) await own.post('/automations', { definition: greeting({ name }, name) });
  const first = (await own.get('/automations?limit=2')).body as { data: { name: string }[]; nextCursor: string };
  await own.post('/automations', { definition: greeting({ name: 'D' }, 'D') });
  const second = (await own.get(`/automations?limit=2&cursor=${first.nextCursor}`)).body;
  expect(first.data.map(({ name }) => name)).toEqual(['C', 'B']);
  expect(second).toMatchObject({ data: [{ name: 'A', state: 'draft' }], nextCursor: null });
});

const greeting = (changes: object = {}, match = 'good morning') => ({
  name: 'Greeting',
  triggers: [{ id: 'hello', type: 'customer_message', match: { exact: match } }],
  start: 'answer',
  steps: { answer: { ...saying, next: null } },
  ...changes,
});

async function created(definition: object = greeting()): Promise<{ id: string }> {
  const { status, body } = await workspace.post('/automations', { definition });
  expect({ status, body }).toMatchObject({ status: 201 });
  return api.Automation.parse(body);
}
