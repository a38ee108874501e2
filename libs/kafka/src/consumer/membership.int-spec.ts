import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import kafkajs, { type PartitionAssigner } from 'kafkajs';
import { createKafka } from '../client/kafka-client.js';
import { KafkaProducer } from '../producer/kafka-producer.js';
import { collector, CuttableLine, keyOf, TemporaryConsumers, TemporaryKafka, until } from '../testing/index.js';

const line = new CuttableLine();
const kafka = new TemporaryKafka();
const producer = new KafkaProducer(kafka.settings);
const consumers = new TemporaryConsumers({ ...kafka.settings, socketFactory: line.socketFactory });

afterEach(async () => {
  line.mend();
  await consumers.stop();
});
afterAll(async () => {
  await producer.disconnect();
  await kafka.close();
});

const put = (topic: string, values: string[], key = 'k') =>
  producer.send(
    topic,
    values.map((value) => ({ key, value })),
  );

/** A promise that somebody else resolves. */
function gate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

describe('the membership', () => {
  it('outlives a handler that takes longer than the session', async () => {
    const topic = await kafka.topic();
    const groupId = kafka.group();
    const { values, handle } = collector();
    await put(topic, ['slow']);
    const began = Date.now();
    const consumer = await consumers.start(topic, groupId, async (batch) => {
      await until(() => Date.now() - began > 7_500);
      await handle(batch);
    });
    await until(() => values.length > 0);
    await put(topic, ['next']);
    await until(async () => values.length > 1 && (await consumer.lag()).get(topic) === 0);
    expect(values).toEqual(['slow', 'next']);
  });

  it('ends after the batch under way, which is committed', async () => {
    const topic = await kafka.topic();
    const groupId = kafka.group();
    const { values, handle } = collector();
    const { open, opened } = gate();
    await put(topic, ['1']);
    const consumer = await consumers.start(topic, groupId, (batch) => opened.then(() => handle(batch)));
    await until(() => consumer.inFlight === 1);
    const stopped = consumer.stop();
    open();
    await stopped;
    expect(values).toEqual(['1']);
    expect((await consumer.lag()).get(topic)).toBe(0);
  });

  it('ends at once while a failed partition rests', async () => {
    const topic = await kafka.topic();
    let calls = 0;
    await put(topic, ['1']);
    const consumer = await consumers.start(topic, kafka.group(), () => Promise.reject(new Error(`${++calls}`)));
    await until(() => calls > 0);
    await consumer.stop();
    expect((await consumer.lag()).get(topic)).toBe(1);
  });

  it('is shared with a second consumer, and nothing is skipped', async () => {
    const topic = await kafka.topic(2);
    const groupId = kafka.group();
    const [first, second] = [collector(), collector()];
    const expected: string[] = [];
    await consumers.start(topic, groupId, first.handle, { maxBatchSize: 2 });
    for (let round = 0; second.values.length === 0; round++) {
      if (round === 5) void consumers.start(topic, groupId, second.handle);
      for (const partition of [0, 1]) {
        const value = `${partition}-${round}`;
        expected.push(value);
        await put(topic, [value], keyOf(partition, 2));
      }
    }
    await until(() => new Set([...first.values, ...second.values]).size === expected.length);
    expect(new Set([...first.values, ...second.values])).toEqual(new Set(expected));
  });

  it('ends for good when the group does not take this member, and says so', async () => {
    const topic = await kafka.topic();
    const groupId = kafka.group();
    const foreign = createKafka(kafka.settings).consumer({
      groupId,
      partitionAssigners: [foreignAssigner],
      maxWaitTimeInMs: 50,
    });
    await foreign.connect();
    await foreign.subscribe({ topics: [topic] });
    await foreign.run({ eachMessage: () => Promise.resolve() });
    const fatal: Error[] = [];
    const onFatal = (error: Error) => void fatal.push(error);
    await consumers.start(topic, groupId, () => Promise.resolve(), { onFatal });
    await until(() => fatal.length > 0);
    await foreign.disconnect();
    expect(fatal[0]?.message).toContain('protocols are incompatible');
  });
});

const foreignAssigner: PartitionAssigner = (config) => {
  const known = kafkajs.PartitionAssigners.roundRobin(config);
  return { ...known, name: 'foreign', protocol: (topics) => ({ ...known.protocol(topics), name: 'foreign' }) };
};

describe('pausing', () => {
  it('stops fetching and goes on where it was', async () => {
    const topic = await kafka.topic(2);
    const { values, handle } = collector();
    const consumer = await consumers.start(topic, kafka.group(), handle);
    await put(topic, ['1'], keyOf(0, 2));
    await until(() => values.length === 1);
    consumer.pause();
    await put(topic, ['2'], keyOf(0, 2));
    await put(topic, ['3'], keyOf(1, 2));
    const paused = Date.now();
    await until(() => Date.now() - paused > 600);
    expect(values).toEqual(['1']);
    expect(consumer.isHealthy()).toBe(true);
    consumer.resume();
    await until(() => values.length === 3);
    expect([...values].sort()).toEqual(['1', '2', '3']);
  });
});

describe('an outage', () => {
  it('is survived without losing a message', async () => {
    const topic = await kafka.topic();
    const { values, handle } = collector();
    const consumer = await consumers.start(topic, kafka.group(), handle);
    await put(topic, ['1']);
    await until(() => values.length === 1);
    line.cut();
    await put(topic, ['2']);
    await until(() => !consumer.isHealthy());
    line.mend();
    await until(() => values.includes('2'));
    // What was handled but not committed when the line was cut comes again.
    expect([...new Set(values)]).toEqual(['1', '2']);
    await until(() => consumer.isHealthy());
  });

  it('at the start is waited for', async () => {
    const topic = await kafka.topic();
    const { values, handle } = collector();
    await put(topic, ['1']);
    line.cut();
    const started = consumers.start(topic, kafka.group(), handle);
    const cutAt = Date.now();
    await until(() => Date.now() - cutAt > 1_500);
    line.mend();
    await started;
    await until(() => values.length === 1);
  });
});
