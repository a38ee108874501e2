import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { contactKey } from '@threadline/contracts';
import { KafkaProducer } from '@threadline/kafka';
import { TemporaryKafka, until } from '@threadline/kafka/testing';
import { aDefinition, Stage } from '@threadline/runs/testing';
import { DispatcherProcess, type DispatcherPlace } from './testing/dispatcher-process.js';

const kafka = new TemporaryKafka();
const producer = new KafkaProducer(kafka.settings);
const dispatchers: DispatcherProcess[] = [];
const people = 40;
/** What comes between two changes among the dispatchers. */
const wave = 160;
let stage: Stage;
let place: DispatcherPlace;
let topic: string;

beforeAll(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  await stage.publish(
    aDefinition({
      triggers: [{ id: 'ping', type: 'integration', event: 'ping' }],
      entry: { mode: 'always' },
      steps: {
        remind: { type: 'send_template', template: 'cart_reminder', language: 'en', variables: {}, next: null },
      },
    }),
  );
  await stage.approveTemplate('cart_reminder');
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

/** So many events come, of all people in turn. Resolves once Kafka has them. */
async function come(count: number): Promise<void> {
  const events = Array.from({ length: count }, () => ({
    specversion: '1.0',
    id: `${told}`,
    source: 'test',
    time: new Date().toISOString(),
    workspaceid: stage.workspace.id,
    type: 'integration.ping',
    data: { contact: { phone: `+39347${1_000_000 + (told++ % people)}` } },
  }));
  await producer.send(
    topic,
    events.map((event) => ({ key: contactKey(event.workspaceid, event.data.contact), value: JSON.stringify(event) })),
  );
}

const count = async (query: string): Promise<number> =>
  (await stage.dataSource.query(`select count(*)::int as n from ${query}`))[0].n;
const handled = (atLeast: number) => until(async () => (await count('seen_event')) >= atLeast, 150_000);

it('loses and repeats nothing while dispatchers end, are killed and are started under load', async () => {
  const [first, second] = [another(), another()];
  await come(wave);
  await handled(wave / 4);
  another();
  await Promise.all([second.end('SIGTERM'), come(wave)]);
  await handled(wave * 1.25);
  await Promise.all([first.end('SIGKILL'), come(wave)]);
  another();
  await handled(told);

  expect(await count('seen_event')).toBe(told);
  const started: { event: number; runs: number }[] = await stage.dataSource.query(
    `select (trigger_event->>'id')::int as event, count(*)::int as runs from run group by 1 order by 1`,
  );
  expect(started).toEqual(Array.from({ length: told }, (_, event) => ({ event, runs: 1 })));
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

/** Does what the starts that are owed to Temporal would have done: those of one person in order, some people side by side. */
async function driveAll(): Promise<void> {
  stage.passes(Date.now() - stage.clock.now()); // the dispatchers have the machine's time
  const lanes: { runs: string[] }[] = await stage.dataSource.query(
    `select array_agg(d.run_id order by d.id) as runs from dispatch d join run r on r.id = d.run_id
     where d.kind = 'start' group by r.contact_id`,
  );
  const driveOne = async () => {
    for (let lane = lanes.shift(); lane; lane = lanes.shift()) for (const run of lane.runs) await stage.drive(run);
  };
  await Promise.all(Array.from({ length: 10 }, driveOne));
}

it('leads to one send for every event: WhatsApp got each once, and every person as many as came of it', async () => {
  await driveAll();
  const { ledger } = stage.whatsapp;
  expect(ledger).toHaveLength(told);
  const planned: { id: string }[] = await stage.dataSource.query(
    `select m.id from message m join run r on r.id = m.run_id where m.status = 'accepted' and r.state = 'completed'`,
  );
  expect(ledger.map(({ callbackId }) => callbackId).toSorted()).toEqual(planned.map(({ id }) => id).toSorted());
  const got = new Map<string | undefined, number>();
  for (const { to } of ledger) got.set(to.phone, (got.get(to.phone) ?? 0) + 1);
  expect(new Set(got.values())).toEqual(new Set([told / people]));
  expect(got.size).toBe(people);
});
