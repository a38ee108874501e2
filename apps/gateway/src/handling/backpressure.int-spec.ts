import 'reflect-metadata';
import { afterAll, afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { contactKey } from '@threadline/contracts';
import { KafkaProducer } from '@threadline/kafka';
import { TemporaryKafka, until } from '@threadline/kafka/testing';
import { createDataSource } from '@threadline/persistence';
import { HeldTransaction, PostgresLine } from '@threadline/persistence/testing';
import { Registry } from '@threadline/platform';
import { runServices } from '@threadline/runs';
import { aDefinition, Stage } from '@threadline/runs/testing';
import type { DataSource } from 'typeorm';
import { startDispatch } from '../dispatch/testing/start-dispatch.js';
import { RunEvents } from './run-events.js';

/** The machine may be busy, and hundreds of runs enter. */
const patienceMs = 150_000;
jest.setTimeout(3 * patienceMs);

const kafka = new TemporaryKafka();
const producer = new KafkaProducer(kafka.settings);
/** Two partitions with one piece of a batch each. */
const [partitions, mostAtOnce] = [2, 2 * 200];

let stage: Stage;
let line: PostgresLine;
let far: DataSource;
let registry: Registry;
let topic: string;
let app: INestApplicationContext;

/** Dispatch as the gateway has it, with a line to Postgres that can be cut or held. */
beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  await stage.publish(aDefinition({ triggers: [{ id: 'ping', type: 'integration', event: 'ping' }] }));
  line = await PostgresLine.to((stage.dataSource.options as { url: string }).url);
  far = await createDataSource({ url: line.url, poolSize: 20 }).initialize();
  const handler = new RunEvents(runServices({ dataSource: far, client: stage.temporal.client }), far, stage.clock);
  topic = await kafka.topic(partitions);
  registry = new Registry();
  const options = {
    kafka: kafka.settings,
    topics: [topic],
    groupId: kafka.group(),
    deadLetterTopic: await kafka.topic(),
  };
  app = await startDispatch(options, { handler, producer, registry });
  await come(['anna']);
  await until(async () => (await entered()) === 1);
});
afterEach(async () => {
  line.mend();
  await app.close();
  await far.destroy();
  await line.close();
  await stage.close();
});
afterAll(async () => {
  await producer.disconnect();
  await kafka.close();
});

let told = 0;
let people = 0;
const crowd = (count: number): string[] => Array.from({ length: count }, () => `person-${++people}`);

/** An event of each of these people, which starts a run of theirs. */
async function come(who: readonly string[]): Promise<void> {
  const events = who.map((externalId) => ({
    specversion: '1.0',
    id: `event-${++told}`,
    source: 'test',
    time: new Date(stage.clock.now()).toISOString(),
    workspaceid: stage.workspace.id,
    type: 'integration.ping',
    data: { contact: { externalId } },
  }));
  await producer.send(
    topic,
    events.map((event) => ({ key: contactKey(event.workspaceid, event.data.contact), value: JSON.stringify(event) })),
  );
}

/** How many runs have entered, by their timelines. */
const entered = async (): Promise<number> =>
  (
    await stage.dataSource.query(
      `select count(*)::int as n from run_trail t join run r on r.id = t.run_id where r.workspace_id = $1 and t.what = 'entered'`,
      [stage.workspace.id],
    )
  )[0].n;

/** Runs whose start is left to the relay: the line was cut after their commit, before anybody heard of it. */
async function owed(): Promise<string[]> {
  const rows: { id: string }[] = await stage.dataSource.query(
    `select r.id from dispatch d join run r on r.id = d.run_id where r.workspace_id = $1`,
    [stage.workspace.id],
  );
  return rows.map(({ id }) => id);
}

async function metric(name: 'in_flight' | 'lag' | 'dead_lettered_total'): Promise<number> {
  const told = await registry.getSingleMetric(`threadline_dispatch_${name}`)?.get();
  return (told?.values ?? []).reduce((sum, { value }) => sum + value, 0);
}

/** Everything was done once: one run a person, one start a run, made or owed, and nothing was given up. */
async function allAreThere(count: number): Promise<void> {
  await until(async () => (await metric('lag')) === 0, patienceMs);
  expect(await entered()).toBe(count);
  const started = stage.temporal.started.map(({ workflowId }) => workflowId.slice(workflowId.lastIndexOf('/') + 1));
  expect(new Set(started).size).toBe(started.length);
  expect(new Set([...started, ...(await owed())]).size).toBe(count);
  expect(await metric('dead_lettered_total')).toBe(0);
}

it('lets the lag grow, and takes no more than it can hold, while Postgres does not answer', async () => {
  line.hold();
  await come(crowd(700));
  await until(async () => (await metric('lag')) === 700 && (await metric('in_flight')) > 0, patienceMs);
  expect(await metric('in_flight')).toBeLessThanOrEqual(mostAtOnce);
  line.mend();
  await allAreThere(701);
});

it('takes nothing while Postgres is away, and does everything once when it is back', async () => {
  await come(crowd(300));
  await until(async () => (await entered()) > 20, patienceMs);
  line.cut();
  await come(crowd(300));
  await until(async () => (await metric('in_flight')) === 0, patienceMs);
  expect(await metric('lag')).toBeGreaterThanOrEqual(300);
  line.mend();
  await allAreThere(601);
});

it('comes again to a contact whose lock somebody keeps for longer than anybody waits', async () => {
  const held = await HeldTransaction.begin(stage.dataSource);
  await held.tx.query(`select 1 from contact where workspace_id = $1 for no key update`, [stage.workspace.id]);
  await come(['anna', ...crowd(50)]);
  await held.until(1);
  await until(async () => (await metric('in_flight')) === 0 && (await metric('lag')) > 0, patienceMs);
  await held.letGo();
  await until(async () => (await metric('lag')) === 0, patienceMs);
  const states = (await stage.runs()).map(({ state }) => state);
  expect([states.filter((state) => state === 'active').length, states.length]).toEqual([51, 52]);
  expect(await metric('dead_lettered_total')).toBe(0);
});

it('takes no more than it can hold while Temporal is slow, and starts every run once', async () => {
  const letGo = stage.temporal.hold();
  await come(crowd(500));
  await until(async () => (await metric('lag')) === 500 && (await metric('in_flight')) > 0, patienceMs);
  expect(await metric('in_flight')).toBeLessThanOrEqual(mostAtOnce);
  letGo();
  await allAreThere(501);
});
