import 'reflect-metadata';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { contactKey, seenEventOf, type IntegrationEvent } from '@threadline/contracts';
import { KafkaProducer } from '@threadline/kafka';
import { keyOf, TemporaryKafka, until } from '@threadline/kafka/testing';
import { aDefinition, Stage } from '@threadline/runs/testing';
import { DispatchConsumer } from '../dispatch/dispatch-consumer.js';
import type { SingleEvent } from '../dispatch/event-handler.js';
import { startDispatch } from '../dispatch/testing/start-dispatch.js';
import { RunEvents } from './run-events.js';

const kafka = new TemporaryKafka();
const producer = new KafkaProducer(kafka.settings);
const stages: Stage[] = [];
const dispatchers: INestApplicationContext[] = [];
const handlers: Together[] = [];
let topics: string[];
const partitions = 4;

/** So many of the fifty events are with the dispatchers before the first of them may begin. */
const atLeastTogether = 10;

/** As the gateway's handler, but one of two that begin together. */
class Together extends RunEvents {
  static waiting: (() => void)[] = [];
  static arePlugged = true;
  plugs = 0;

  override async handle(event: SingleEvent) {
    if (event.type === 'integration.plug') this.plugs++;
    if (event.type !== 'integration.plug' || Together.arePlugged)
      await new Promise<void>((go) => Together.waiting.push(go));
    return super.handle(event);
  }

  static release(): void {
    for (const go of Together.waiting.splice(0)) go();
  }
}

beforeAll(async () => {
  topics = await Promise.all([1, 2, 3].map(() => kafka.topic(partitions)));
  const options = { kafka: kafka.settings, topics, groupId: kafka.group(), deadLetterTopic: await kafka.topic() };
  for (const stage of [await aStage(), await aStage()]) {
    const handler = new Together(stage.services, stage.dataSource, stage.clock);
    handlers.push(handler);
    dispatchers.push(await startDispatch(options, { handler, producer }));
  }
  await stages[0]?.dataSource.query(`
    create table turn (nth bigserial, workspace_id uuid, event uuid);
    create function note_turn() returns trigger language plpgsql as
      'begin insert into turn (workspace_id, event) values (new.workspace_id, new.event); return null; end';
    do $$ begin for part in 0..15 loop execute format('create constraint trigger turns after insert on seen_event_%s
      deferrable initially deferred for each row execute function note_turn()', part); end loop; end $$`);
  const areHealthy = () => Promise.all(dispatchers.map((each) => each.get(DispatchConsumer).healthCheck().check()));
  await until(() =>
    areHealthy().then(
      () => true,
      () => false,
    ),
  );
});
afterAll(async () => {
  await Promise.all(dispatchers.map((each) => each.close()));
  await producer.disconnect();
  await Promise.all(stages.map((each) => each.close()));
  await kafka.close();
});

async function aStage(): Promise<Stage> {
  const stage = await Stage.open(process.env['DATABASE_URL']);
  stages.push(stage);
  return stage;
}

const anna = { phone: '+391110000001', whatsappUserId: 'IT.1', email: 'anna@example.com', externalId: 'c-1' };

/** Anna with all her identities, in a workspace where pings start an automation with these entry rules, and `over` ends its runs. */
async function aWorkspaceWithAnna(entry: object) {
  const stage = await aStage();
  await stage.publish(
    aDefinition({
      triggers: [{ id: 'ping', type: 'integration', event: 'ping' }],
      exits: [{ on: 'integration.over' }, { on: 'integration.plug' }],
      entry,
    }),
  );
  await stage.tells('integration.hello', anna.phone, { contact: anna });
  const [{ id }] = await stage.dataSource.query(`select id from contact where workspace_id = $1`, [stage.workspace.id]);
  return { stage, identities: [{ id }, ...Object.entries(anna).map(([kind, value]) => ({ [kind]: value }))] };
}

type Scene = Awaited<ReturnType<typeof aWorkspaceWithAnna>>;

/** Fifty events, every tenth an `over`, each naming Anna by one of her identities. */
const fiftyEvents = (scene: Scene): IntegrationEvent[] =>
  Array.from({ length: 50 }, (_, index) => {
    const contact = scene.identities[index % scene.identities.length] ?? {};
    return anEvent(scene, { id: `event-${index}`, type: index % 10 === 9 ? 'over' : 'ping', contact });
  });

/** An event of somebody else's whose key is of that partition. */
function aPlug(scene: Scene, topic: string, partition: number) {
  const keyed = (nth: number) => contactKey(scene.stage.workspace.id, { externalId: `plug-${nth}` });
  const key = keyOf(partition, partitions, keyed);
  const contact = { externalId: key.slice(key.indexOf(':') + 1) };
  return { topic, key, event: anEvent(scene, { id: `${topic}/${partition}`, type: 'plug', contact }) };
}

const anEvent = ({ stage }: Scene, { id, type, contact }: { id: string; type: string; contact: object }) =>
  ({
    specversion: '1.0',
    id,
    source: 'test',
    time: new Date(stage.clock.now()).toISOString(),
    workspaceid: stage.workspace.id,
    causationdepth: 0,
    type: `integration.${type}`,
    data: { contact },
  }) as IntegrationEvent;

/**
 * Puts them on all topics, each under the key of the identity it names. A consumer fetches anew once it has done all it has fetched,
 * so that each is plugged with another contact's event until all fifty are there.
 */
async function atOnce(scene: Scene, events: readonly IntegrationEvent[]): Promise<void> {
  Together.arePlugged = true;
  for (const handler of handlers) handler.plugs = 0;
  const plugs = topics.flatMap((topic) => Array.from({ length: partitions }, (_, nth) => aPlug(scene, topic, nth)));
  await Promise.all(plugs.map(({ topic, key, event }) => put(topic, key, event)));
  await until(() => handlers.every((handler) => handler.plugs > 0));
  await Promise.all(
    events.map((event, index) => {
      const key = contactKey(event.workspaceid, event.data.contact);
      return put(topics[index % topics.length] ?? '', key, event);
    }),
  );
  Together.arePlugged = false;
  Together.release();
  await until(() => Together.waiting.length >= atLeastTogether);
  await until(async () => {
    Together.release();
    return (await turns(scene)).length === events.length + plugs.length;
  });
}

const put = (topic: string, key: string, event: object) =>
  producer.send(topic, [{ key, value: JSON.stringify(event) }]);

/** The names of handled events in the order in which they had the contact, which each transaction keeps until it has committed. */
async function turns({ stage }: Scene): Promise<string[]> {
  const rows: { event: string }[] = await stage.dataSource.query(
    `select event from turn where workspace_id = $1 order by nth`,
    [stage.workspace.id],
  );
  return rows.map(({ event }) => event);
}

/** What came of each event: its run's state, reason and timeline. */
const outcomes = ({ stage }: Scene): Promise<{ state: string; reason: string | null }[]> =>
  stage.dataSource.query(
    `select r.trigger_event->>'id' as event, r.state, r.reason, r.queued, r.held_seq,
       array(select t.what from run_trail t where t.run_id = r.id order by t.id) as trail
     from run r where r.workspace_id = $1 order by event`,
    [stage.workspace.id],
  );

it.each<[string, object, number, number]>([
  ['once', { mode: 'once' }, 1, 1],
  ['a least gap', { mode: 'after_exit', minGap: 'P1D' }, 1, 1],
  ['a limit', { mode: 'always', limits: [{ max: 3, per: 'P30D' }] }, 3, 3],
  ['supersede', { mode: 'after_exit', onConflict: 'supersede' }, 45, 45],
  ['a queue', { mode: 'after_exit', onConflict: 'queue' }, 1, 6],
  ['ignore', { mode: 'after_exit', onConflict: 'ignore' }, 1, 6],
])(
  'fifty events of a contact at once come to the same as one after the other, with %s',
  async (_, entry, least, most) => {
    const [scene, other] = [await aWorkspaceWithAnna(entry), await aWorkspaceWithAnna(entry)];
    await stages[0]?.dataSource.query(`delete from turn`);
    await atOnce(scene, fiftyEvents(scene));
    const order = await turns(scene);
    const byTurn = (event: IntegrationEvent) =>
      order.indexOf(seenEventOf({ ...event, workspaceid: scene.stage.workspace.id }));
    for (const event of fiftyEvents(other).sort((a, b) => byTurn(a) - byTurn(b)))
      await other.stage.services.handleEvent.handle(event, other.stage.clock.now());
    const atOnceOutcomes = await outcomes(scene);
    expect(atOnceOutcomes).toEqual(await outcomes(other));
    expect(atOnceOutcomes).toHaveLength(45);
    const entered = atOnceOutcomes.filter(({ state }) => state === 'active' || state === 'exited').length;
    expect(entered).toBeGreaterThanOrEqual(least);
    expect(entered).toBeLessThanOrEqual(most);
  },
);
