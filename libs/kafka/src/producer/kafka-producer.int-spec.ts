import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { KafkaUnavailable, MessageRefused } from '../client/kafka-errors.js';
import { CuttableLine, TemporaryKafka } from '../testing/index.js';
import { KafkaProducer } from './kafka-producer.js';

const line = new CuttableLine();
const kafka = new TemporaryKafka({ socketFactory: line.socketFactory });
let producer: KafkaProducer;
let topic: string;

beforeAll(async () => {
  topic = await kafka.topic(3);
});
afterEach(async () => {
  line.mend();
  await producer.disconnect();
});
afterAll(() => kafka.close());

const numbered = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => String(from + index));
const textOf = ({ value }: { value: Buffer | null }) => String(value);

describe('the producer', () => {
  it('delivers concurrent calls once each, in order, with key and headers', async () => {
    producer = new KafkaProducer(kafka.settings);
    const own = await kafka.topic();
    await producer.connect();
    const send = (value: string) => producer.send(own, [{ key: 'k', value, headers: { traceparent: '00-a' } }]);
    await Promise.all(numbered(0, 500).map(send));
    const found = await kafka.read(own, 500);
    expect(found.map(textOf)).toEqual(numbered(0, 500));
    expect(found[0]?.key).toBe('k');
    expect(String(found[0]?.headers['traceparent'])).toBe('00-a');
    expect(producer.isHealthy()).toBe(true);
  });

  it('refuses what the broker will never take, and only that', async () => {
    producer = new KafkaProducer(kafka.settings);
    const huge = producer.send(topic, [{ key: 'k', value: Buffer.alloc(6 * 1024 * 1024) }]);
    const small = producer.send(topic, [{ key: 'k', value: 'small' }]);
    await expect(huge).rejects.toMatchObject({ name: MessageRefused.name, reason: 'MESSAGE_TOO_LARGE' });
    await small;
  });

  it('is not held up by a topic that does not exist', async () => {
    producer = new KafkaProducer(kafka.settings);
    const missing = producer.send('spec.no-such-topic', [{ key: 'k', value: 'lost' }]);
    const refusal = missing.catch((error: unknown) => error);
    await producer.send(topic, [{ key: 'k', value: 'fine' }]);
    expect(await refusal).toBeInstanceOf(KafkaUnavailable);
  });
});

describe('an outage', () => {
  it('rejects instead of waiting for ever, and is over when the broker is back', async () => {
    producer = new KafkaProducer(kafka.settings);
    await producer.send(topic, [{ key: 'k', value: 'before' }]);
    line.cut();
    await expect(producer.send(topic, [{ key: 'k', value: 'during' }])).rejects.toBeInstanceOf(KafkaUnavailable);
    expect(producer.isHealthy()).toBe(false);
    line.mend();
    await producer.send(topic, [{ key: 'k', value: 'after' }]);
    expect(producer.isHealthy()).toBe(true);
  });

  it('loses no acknowledged message and keeps their order, however often the line breaks', async () => {
    producer = new KafkaProducer(kafka.settings);
    const own = await kafka.topic();
    const acknowledged: string[] = [];
    const sending = (async () => {
      for (const value of numbered(0, 400)) {
        await producer.send(own, [{ key: 'k', value }]).then(
          () => acknowledged.push(value),
          () => undefined,
        );
      }
    })();
    let isSending = true;
    const breaking = (async () => {
      while (isSending) {
        await pause(150);
        line.cut();
        await pause(60);
        line.mend();
      }
    })();
    await sending;
    isSending = false;
    await breaking;
    await producer.send(own, [{ key: 'k', value: 'end' }]);
    const found = (await kafka.read(own, acknowledged.length + 1)).map(textOf);
    const firsts = [...new Set(found)].filter((value) => acknowledged.includes(value));
    expect(firsts).toEqual(acknowledged);
    expect(acknowledged.length).toBeGreaterThan(300);
  });
});
