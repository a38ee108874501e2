import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { contactKey } from '@threadline/contracts';
import { KafkaProducer } from '@threadline/kafka';
import { TemporaryKafka, until } from '@threadline/kafka/testing';
import { aDefinition, Stage } from '@threadline/runs/testing';
import { DispatcherProcess, type DispatcherPlace } from './testing/dispatcher-process.js';

jest.setTimeout(90_000);

const kafka = new TemporaryKafka();
const producer = new KafkaProducer(kafka.settings);
const dispatchers: DispatcherProcess[] = [];
const people = 100;
let stage: Stage;
let place: DispatcherPlace;
let topic: string;

beforeAll(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  await stage.publish(
    aDefinition({ triggers: [{ id: 'ping', type: 'integration', event: 'ping' }], entry: { mode: 'always' } }),
  );
  topic = await kafka.topic(6);
  const variables = {
    DATABASE_URL: (stage.dataSource.options as { url: string }).url,
    KAFKA_BROKERS: kafka.settings.brokers.join(','),
    // Temporal knows no such namespace: what is owed to it stays where it is counted.
    TEMPORAL_ADDRESS: process.env['TEMPORAL_ADDRESS'] ?? '',
    TEMPORAL_NAMESPACE: 'nowhere',
    WHATSAPP_API_URL: 'http://127.0.0.1:1',
    WHATSAPP_ACCESS_TOKEN: 'token',
    WHATSAPP_APP_SECRET: 'secret',
    WHATSAPP_VERIFY_TOKEN: 'word',
    SECRETS_KEYS: `test:${Buffer.alloc(32).toString('base64')}`,
    LOG_LEVEL: 'fatal',
  };
  place = { variables, topics: [topic], groupId: kafka.group(), deadLetterTopic: await kafka.topic() };
});
afterAll(async () => {
  await Promise.all(dispatchers.map((each) => each.end('SIGKILL')));
  await producer.disconnect();
  await kafka.close();
  await stage.close();
});

function another(): DispatcherProcess {
  const started = DispatcherProcess.start(place);
  dispatchers.push(started);
  return started;
}

let told = 0;

/** So many events come, of a hundred people in turn. Resolves once Kafka has them. */
async function come(count: number): Promise<void> {
  const events = Array.from({ length: count }, () => ({
    specversion: '1.0',
    id: `${told}`,
    source: 'test',
    time: new Date().toISOString(),
    workspaceid: stage.workspace.id,
    type: 'integration.ping',
    data: { contact: { externalId: `person-${told++ % people}` } },
  }));
  await producer.send(
    topic,
    events.map((event) => ({ key: contactKey(event.workspaceid, event.data.contact), value: JSON.stringify(event) })),
  );
}

const count = async (query: string): Promise<number> =>
  (await stage.dataSource.query(`select count(*)::int as n from ${query}`))[0].n;
const handled = (atLeast: number) => until(async () => (await count('seen_event')) >= atLeast, 60_000);

it('loses and repeats nothing while dispatchers end, are killed and are started under load', async () => {
  const [first, second] = [another(), another()];
  await come(300);
  await handled(50);
  another();
  await Promise.all([second.end('SIGTERM'), come(300)]);
  await handled(350);
  await Promise.all([first.end('SIGKILL'), come(300)]);
  another();
  await handled(told);

  expect(await count('seen_event')).toBe(told);
  expect(await count('run')).toBe(told);
  expect(await count(`run_trail where what = 'entered'`)).toBe(told);
  expect(await count(`outbox where event->>'type' = 'run.entered'`)).toBe(told);
  expect(await count(`dispatch where kind = 'start'`)).toBe(told);
  expect(await count('contact')).toBe(people);
});

it('keeps the order of everybody’s events through all of it', async () => {
  const rows: { events: number[] }[] = await stage.dataSource.query(
    `select array_agg((r.trigger_event->>'id')::int order by t.id) as events
     from run r join run_trail t on t.run_id = r.id and t.what = 'entered' group by r.contact_id`,
  );
  expect(rows).toHaveLength(people);
  for (const { events } of rows) expect(events).toEqual(events.toSorted((one, other) => one - other));
});
