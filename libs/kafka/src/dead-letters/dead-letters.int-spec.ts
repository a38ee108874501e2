import { afterAll, expect, it } from '@jest/globals';
import { SystemClock } from '@threadline/platform';
import { KafkaUnavailable } from '../client/kafka-errors.js';
import { KafkaProducer } from '../producer/kafka-producer.js';
import { TemporaryKafka } from '../testing/index.js';
import { DeadLetters } from './dead-letters.js';

/** Far below the broker's own: Jest takes its time with megabytes. */
const maxMessageBytes = 100_000;
const kafka = new TemporaryKafka();
const producer = new KafkaProducer(kafka.settings);
afterAll(async () => {
  await producer.disconnect();
  await kafka.close();
});

it('keeps key and bytes as they were, whatever they are, and cuts what is too large with its headers', async () => {
  const [source, graveyard] = [await kafka.topic(), await kafka.topic(1, maxMessageBytes)];
  const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x80]);
  const largest = Buffer.alloc(maxMessageBytes - 80, 'x');
  await patiently(() => producer.send(source, [{ key: bytes, value: bytes }]));
  await patiently(() => producer.send(source, [{ key: null, value: largest }]));
  const letters = new DeadLetters(producer, new SystemClock(), graveyard);
  for (const message of await kafka.read(source, 2)) {
    await patiently(() => letters.put(message, 'dispatch', { code: 'not_json', text: 'is not JSON' }));
  }
  const [small, large] = await kafka.read(graveyard, 2);
  expect(small).toMatchObject({ rawKey: bytes, value: bytes });
  expect(String(small?.headers['threadline-dlq-topic'])).toBe(source);
  expect(large?.key).toBeNull();
  expect(large?.value?.length).toBe(64_000);
  expect(String(large?.headers['threadline-dlq-original-bytes'])).toBe(String(largest.length));
});

/** A busy broker may take longer than a call may last. */
async function patiently<T>(act: () => Promise<T>, tries = 5): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof KafkaUnavailable) || tries === 1) throw error;
    return patiently(act, tries - 1);
  }
}
