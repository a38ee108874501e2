import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readSince } from '../consumer/read-since.js';
import { collector, TemporaryConsumers, TemporaryKafka, until } from '../testing/index.js';
import { createKafka } from './kafka-client.js';
import { GroupIsRunning, rewindGroup } from './rewind-group.js';

const kafka = new TemporaryKafka();
const consumers = new TemporaryConsumers(kafka.settings);
const partitions = 2;
const noon = Date.parse('2026-03-02T12:00:00Z');
let topic: string;

/** Ten messages, one a second since noon, on both partitions in turn. */
beforeEach(async () => {
  topic = await kafka.topic(partitions);
  const producer = createKafka(kafka.settings).producer();
  await producer.connect();
  for (let nth = 0; nth < 10; nth++) {
    const message = { value: String(nth), partition: nth % partitions, timestamp: String(noon + nth * 1_000) };
    await producer.send({ topic, messages: [message] });
  }
  await producer.disconnect();
});
afterEach(() => consumers.stop());
afterAll(() => kafka.close());

const since = noon + 6_000;

describe('a group that is rewound', () => {
  it('reads again what came since the moment, and nothing before', async () => {
    const groupId = kafka.group();
    const first = collector();
    await consumers.start(topic, groupId, first.handle);
    await until(() => first.values.length === 10);
    await consumers.stop();
    expect(await rewindGroup(kafka.settings, { groupId, topics: [topic], since })).toBe(4);
    const second = collector();
    await consumers.start(topic, groupId, second.handle);
    await until(() => second.values.length === 4);
    expect(second.values.toSorted()).toEqual(['6', '7', '8', '9']);
  });

  it('is moved back only: what it has not read yet it reads anyway', async () => {
    const groupId = kafka.group();
    expect(await rewindGroup(kafka.settings, { groupId, topics: [topic], since })).toBe(0);
    const { values, handle } = collector();
    await consumers.start(topic, groupId, handle);
    await until(() => values.length === 10);
  });

  it('is left alone while it has members', async () => {
    const groupId = kafka.group();
    await consumers.start(topic, groupId, collector().handle);
    await expect(rewindGroup(kafka.settings, { groupId, topics: [topic], since })).rejects.toThrow(GroupIsRunning);
  });
});

describe('what a topic holds since a moment', () => {
  it.each([
    ['is read to its end', since, ['6', '7', '8', '9']],
    ['is nothing when nothing came', noon + 60_000, []],
    ['is everything since its beginning', 0, ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']],
  ])('%s', async (_, moment, expected) => {
    const read: string[] = [];
    await readSince(kafka.settings, { topic, since: moment }, ({ value }) => read.push(String(value)));
    expect(read.toSorted()).toEqual(expected);
  });
});
