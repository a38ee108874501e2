import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SimulationResult } from '@threadline/automation';
import { aWorkspace, startGateway, type TestGateway, type TestWorkspace } from '../../testing/test-gateway.js';
import { exampleSimulation } from './example-simulation.js';

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

const { definition, ...script } = exampleSimulation;
const simulate = (given: unknown) => workspace.post('/simulations', given);

describe('a simulation', () => {
  it('is answered in the form of the document, which shows one that works', async () => {
    const { status, body } = await simulate(exampleSimulation);
    expect(status).toBe(200);
    const result = SimulationResult.strict().parse(body);
    expect(result).toMatchObject({ outcome: { state: 'completed' }, entered: true, warnings: [] });
    expect(result.sends.map(({ text }) => text)).toEqual(['Hi Ada, how are you?', 'Thank you!']);
  });

  it('may be of a published version, whatever the draft is now', async () => {
    const { body: automation } = await workspace.post('/automations', { definition });
    const { id } = automation as { id: string };
    await workspace.post(`/automations/${id}/publish`);
    const changed = { ...definition, steps: { greet: { type: 'exit' } } };
    await workspace.patch(`/automations/${id}`, { definition: changed, draftRevision: 1 });
    const { status, body } = await simulate({ ...script, automationId: id, version: 1 });
    expect({ status, body }).toMatchObject({ status: 200, body: { outcome: { state: 'completed' } } });
    expect(await simulate({ ...script, automationId: id, version: 9 })).toMatchObject({
      status: 404,
      body: { code: 'version_not_found' },
    });
    const other = await aWorkspace(gateway);
    expect(await other.post('/simulations', { ...script, automationId: id, version: 1 })).toMatchObject({
      status: 404,
      body: { code: 'automation_not_found' },
    });
  });

  it('needs a key', async () => {
    expect((await gateway.call('POST', '/v1/simulations', { body: exampleSimulation })).status).toBe(401);
  });
});

describe('a simulation is refused', () => {
  it.each([
    ['without a start', { definition }, '/start'],
    ['for a way out to nowhere', { ...script, definition: { ...definition, start: 'x' } }, '/definition/start'],
    ['for a timeline that says nothing', { ...exampleSimulation, timeline: [{ at: 'PT0S' }] }, '/timeline/0'],
    ['for a version without an automation', { ...script, automationId: 'x' }, '/automationId'],
    ['when there is none', [], ''],
  ])('%s, naming the place', async (_, given, pointer) => {
    const { status, body } = await simulate(given);
    expect({ status, body }).toMatchObject({ status: 422, body: { code: 'invalid_simulation' } });
    const { errors } = body as { errors: { pointer: string }[] };
    expect(errors.some((place) => place.pointer.startsWith(pointer))).toBe(true);
  });

  it('when its expressions would keep a thread busy for ever, and others are answered meanwhile and after', async () => {
    const slow = simulate(busyForever());
    const other = workspace.get('/automations');
    expect(await Promise.race([slow.then(() => 'slow'), other.then(({ status }) => status)])).toBe(200);
    expect(await slow).toMatchObject({ status: 422, body: { code: 'simulation_too_large' } });
    expect((await simulate(exampleSimulation)).status).toBe(200);
  });
});

/** Conditions of expressions that are linear in the text, but slow, and very many of them. */
function busyForever(): unknown {
  const condition = { path: 'contact.fields.text', op: 'matches', value: '(.*a){30}.{500}(b|c){200}$' };
  const all = (length: number, part: unknown) => ({ any: Array.from({ length }, () => part) });
  const step = (nth: number) => ({
    type: 'if_else',
    cases: [{ if: all(90, condition), next: null }],
    otherwise: nth < 25 ? `s${nth + 1}` : null,
  });
  const steps = Object.fromEntries(Array.from({ length: 26 }, (_, nth) => [`s${nth}`, step(nth)]));
  return {
    ...script,
    contact: { fields: { text: 'ab'.repeat(20_000) } },
    definition: { ...definition, start: 's0', steps },
  };
}
