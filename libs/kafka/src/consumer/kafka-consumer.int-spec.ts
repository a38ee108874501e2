import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { KafkaProducer } from '../producer/kafka-producer.js';
import { collector, keyOf, TemporaryConsumers, TemporaryKafka, until } from '../testing/index.js';
import type { ConsumedBatch } from './consumed-message.js';

const kafka = new TemporaryKafka();
const producer = new KafkaProducer(kafka.settings);
const consumers = new TemporaryConsumers(kafka.settings);

afterEach(() => consumers.stop());
afterAll(async () => {
  await producer.disconnect();
  await kafka.close();
});

const numbered = (count: number) => Array.from({ length: count }, (_, index) => String(index));
const put = (topic: string, values: (string | Buffer)[], key = 'k') =>
  producer.send(
    topic,
    values.map((value) => ({ key, value })),
  );

describe('a consumer', () => {
  it('hands messages on in order, in pieces, with the place they were read from', async () => {
    const topic = await kafka.topic();
    const batches: ConsumedBatch[] = [];
    await put(topic, numbered(7));
    const groupId = kafka.group();
    await consumers.start(topic, groupId, (batch) => Promise.resolve(void batches.push(batch)), { maxBatchSize: 3 });
    await until(() => batches.length === 3);
    expect(batches.map(({ messages }) => messages.map(({ offset, value }) => `${offset}=${String(value)}`))).toEqual([
      ['0=0', '1=1', '2=2'],
      ['3=3', '4=4', '5=5'],
      ['6=6'],
    ]);
    expect(batches[0]).toMatchObject({ groupId, topic, partition: 0 });
    expect(batches[0]?.messages[0]).toMatchObject({ topic, partition: 0, key: 'k', headers: {} });
    expect(Math.abs(Date.now() - (batches[0]?.messages[0]?.timestamp ?? 0))).toBeLessThan(60_000);
  });

  it('goes on after its last commit when another takes over', async () => {
    const topic = await kafka.topic();
    const groupId = kafka.group();
    const first = collector();
    await put(topic, ['1', '2']);
    const consumer = await consumers.start(topic, groupId, first.handle);
    await until(() => first.values.length === 2);
    await consumer.stop();
    await put(topic, ['3']);
    const second = collector();
    await consumers.start(topic, groupId, second.handle);
    await until(() => second.values.length > 0);
    expect(second.values).toEqual(['3']);
  });

  it('reads a message of almost 4 MB, and one without a value', async () => {
    const topic = await kafka.topic();
    const sizes: (number | undefined)[] = [];
    await put(topic, [Buffer.alloc(4 * 1024 * 1024 - 1_000, 'x')]);
    await producer.send(topic, [{ key: null, value: null }]);
    await consumers.start(topic, kafka.group(), ({ messages }) =>
      Promise.resolve(void sizes.push(...messages.map(({ value }) => value?.length))),
    );
    await until(() => sizes.length === 2);
    expect(sizes).toEqual([4 * 1024 * 1024 - 1_000, undefined]);
  });

  it('knows how much is with the handler and how much is still to be read', async () => {
    const topic = await kafka.topic();
    await put(topic, ['1', '2', '3']);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const consumer = await consumers.start(topic, kafka.group(), () => held);
    await until(() => consumer.inFlight === 3);
    expect(await consumer.lag()).toEqual(new Map([[topic, 3]]));
    expect(consumer.isHealthy()).toBe(true);
    release();
    await until(async () => (await consumer.lag()).get(topic) === 0);
    expect(consumer.inFlight).toBe(0);
  });
});

describe('a failing handler', () => {
  it.each([new Error('database away'), new TypeError('a defect'), new SyntaxError('a defect')])(
    'gets the same messages again after a rest: %s',
    async (error) => {
      const topic = await kafka.topic();
      const { values, handle } = collector();
      let failures = 0;
      const times: number[] = [];
      await put(topic, ['1', '2']);
      await consumers.start(topic, kafka.group(), (batch) => {
        times.push(Date.now());
        return failures++ === 0 ? Promise.reject(error) : handle(batch);
      });
      await until(() => values.length === 2);
      expect(values).toEqual(['1', '2']);
      expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(990);
    },
  );

  it('does not hold up the other partitions', async () => {
    const topic = await kafka.topic(2);
    const { values, handle } = collector();
    await consumers.start(topic, kafka.group(), (batch) =>
      batch.partition === 0 ? Promise.reject(new Error('this partition only')) : handle(batch),
    );
    await put(topic, ['stuck'], keyOf(0, 2));
    for (const value of numbered(5)) {
      await put(topic, [value], keyOf(1, 2));
      await until(() => values.includes(value));
    }
  });
});
