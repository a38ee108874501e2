import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { contactKey } from '@threadline/contracts';
import { DeadLetters, KafkaProducer } from '@threadline/kafka';
import { TemporaryConsumers, TemporaryKafka, until } from '@threadline/kafka/testing';
import { Registry, SystemClock } from '@threadline/platform';
import { createApiKey } from '@threadline/workspaces';
import { DispatchMetrics } from '../dispatch/dispatch-metrics.js';
import { DispatchOptions } from '../dispatch/dispatch-options.js';
import { EventDispatcher } from '../dispatch/event-dispatcher.js';
import { aCart } from '../dispatch/testing/events.js';
import { ScriptedHandler } from '../dispatch/testing/scripted-handler.js';
import { aWorkspace, startGateway, type TestGateway, type TestWorkspace } from '../testing/test-gateway.js';
import { DeadLetterKeeper, KeeperOptions } from './dead-letter-keeper.js';

const kafka = new TemporaryKafka();
const consumers = new TemporaryConsumers(kafka.settings);
const producer = new KafkaProducer(kafka.settings);
const anna = '+391110000001';
let gateway: TestGateway;
let workspace: TestWorkspace;
let topic: string;
let handler: ScriptedHandler;
let keeper: DeadLetterKeeper;

beforeAll(async () => {
  gateway = await startGateway({
    GATEWAY_ROLES: 'api',
    DATABASE_URL: process.env['DATABASE_URL'] ?? '',
    KAFKA_BROKERS: kafka.settings.brokers.join(','),
  });
});
afterAll(async () => {
  await gateway.close();
  await producer.disconnect();
  await kafka.close();
});

/** Dispatch and the keeper of dead letters, on topics of their own. */
beforeEach(async () => {
  workspace = await aWorkspace(gateway);
  topic = await kafka.topic();
  const graveyard = await kafka.topic();
  handler = new ScriptedHandler();
  const options = new DispatchOptions({ kafka: kafka.settings, topics: [topic], deadLetterTopic: graveyard });
  const letters = new DeadLetters(producer, new SystemClock(), graveyard);
  const dispatcher = new EventDispatcher(handler, letters, new DispatchMetrics(new Registry()), options);
  await consumers.start(topic, kafka.group(), (batch) => dispatcher.handle(batch));
  keeper = new DeadLetterKeeper(
    new KeeperOptions(kafka.settings, graveyard, kafka.group()),
    gateway.dataSource,
    new Registry(),
  );
  keeper.onApplicationBootstrap();
});
afterEach(async () => {
  await consumers.stop();
  await keeper.beforeApplicationShutdown();
});

const put = (event: object | string, key = contactKey(workspace.workspaceId, { phone: anna })) =>
  producer.send(topic, [{ key, value: typeof event === 'string' ? event : JSON.stringify(event) }]);
const cart = (id: string) => ({ ...aCart(id, anna), workspaceid: workspace.workspaceId });

interface Listed {
  id: string;
  code: string;
  replays: number;
  topic: string;
}
const listed = async (query = ''): Promise<Listed[]> =>
  ((await workspace.get(`/dead-letters${query}`)).body as { data: Listed[] }).data.filter(
    (each) => each.topic === topic,
  );
async function untilListed(count: number): Promise<Listed[]> {
  await until(async () => (await listed()).length === count);
  return listed();
}

describe('an event that cannot be handled', () => {
  it('is shown with its reason to its workspace only, and acts once when it is sent again after a repair, however often', async () => {
    let isBroken = true;
    handler.behave((id) => (isBroken && id === 'poison' ? Promise.reject(new TypeError('a defect')) : undefined));
    await put(cart('poison'));
    await put(cart('behind it'));
    await until(() => handler.handled.includes('behind it'));
    const [letter] = await untilListed(1);
    expect(letter).toMatchObject({ code: 'handling_failed', partition: 0, offset: 0, replays: 0, replayedAt: null });

    const other = await aWorkspace(gateway);
    expect((await other.get('/dead-letters')).body).toMatchObject({ data: [] });
    expect((await other.get(`/dead-letters/${letter?.id}`)).status).toBe(404);
    expect((await other.post(`/dead-letters/${letter?.id}/replay`)).status).toBe(404);

    isBroken = false;
    const answer = await workspace.post(`/dead-letters/${letter?.id}/replay`);
    expect([answer.status, answer.body]).toEqual([202, expect.objectContaining({ replays: 1 })]);
    await until(() => handler.handled.includes('poison'));
    await workspace.post(`/dead-letters/${letter?.id}/replay`);
    await put(cart('last'));
    await until(() => handler.handled.includes('last'));
    expect(handler.handled).toEqual(['behind it', 'poison', 'last']);
  });

  it('shows its contents to owners and admins only', async () => {
    await put({ ...cart('x'), type: 'shop.cart.stolen' });
    const [letter] = await untilListed(1);
    const whole = (await workspace.get(`/dead-letters/${letter?.id}`)).body as { contents: { value: string } };
    expect(JSON.parse(whole.contents.value)).toMatchObject({ id: 'x', type: 'shop.cart.stolen' });
    const { apiKey } = await createApiKey(gateway.dataSource, {
      workspaceId: workspace.workspaceId,
      name: 'reader',
      role: 'service',
    });
    const headers = { authorization: `Bearer ${apiKey}` };
    const seen = await gateway.call('GET', `/v1/dead-letters/${letter?.id}`, { headers });
    expect(seen.body).toMatchObject({ code: 'unknown_type', contents: null });
    expect((await gateway.call('POST', `/v1/dead-letters/${letter?.id}/replay`, { headers })).status).toBe(403);
  });

  it('that nobody can attribute is listed for no workspace, and kept', async () => {
    await put('{"half');
    const mine = `select workspace_id, code, value from dead_letter where topic = $1`;
    await until(async () => (await gateway.dataSource.query(mine, [topic])).length === 1);
    const [row] = await gateway.dataSource.query(mine, [topic]);
    expect([row.workspace_id, row.code, row.value.toString()]).toEqual([null, 'not_json', '{"half']);
    expect(await listed()).toEqual([]);
  });

  it('that is too large to be kept as a whole says so, and is not sent again', async () => {
    await put({ ...cart('large'), pad: 'x'.repeat(2 * 1024 * 1024) });
    const mine = `select id, is_cut, length(value) as length from dead_letter where topic = $1`;
    await until(async () => (await gateway.dataSource.query(mine, [topic])).length === 1);
    const [row] = await gateway.dataSource.query(mine, [topic]);
    expect(row).toMatchObject({ is_cut: true, length: 64_000 });
    await gateway.dataSource.query(`update dead_letter set workspace_id = $2 where id = $1`, [
      row.id,
      workspace.workspaceId,
    ]);
    expect((await workspace.post(`/dead-letters/${row.id}/replay`)).body).toMatchObject({ code: 'dead_letter_cut' });
  });
});

it('sends those that match again in their order, once their number is the expected one', async () => {
  const ids = Array.from({ length: 120 }, (_, index) => `c${index}`);
  let isBroken = true;
  handler.behave((id) => (isBroken && id.startsWith('c') ? Promise.reject(new TypeError('a defect')) : undefined));
  for (const id of ids) await put(cart(id));
  await put({ ...cart('other'), type: 'shop.cart.stolen' });
  const count = `select count(*)::int as n from dead_letter where topic = $1`;
  await until(async () => (await gateway.dataSource.query(count, [topic]))[0].n === 121);
  const replay = (body: object) => workspace.post('/dead-letters/replay', { code: 'handling_failed', ...body });

  expect((await replay({})).body).toEqual({ matching: 120, replayed: 0 });
  expect((await replay({ expected: 119 })).body).toMatchObject({ code: 'dead_letters_changed' });
  isBroken = false;
  expect((await replay({ expected: 120 })).body).toEqual({ matching: 120, replayed: 120 });
  await until(() => handler.handled.length === 120);
  expect(handler.handled).toEqual(ids);
  expect((await replay({})).body).toEqual({ matching: 0, replayed: 0 });
  expect(await listed('?replayed=false&code=unknown_type')).toHaveLength(1);
});
