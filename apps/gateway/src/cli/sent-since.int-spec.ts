import { afterAll, expect, it } from '@jest/globals';
import { KafkaProducer } from '@threadline/kafka';
import { TemporaryKafka } from '@threadline/kafka/testing';
import { randomUUID } from 'node:crypto';
import { sentSince } from './sent-since.js';

const kafka = new TemporaryKafka();
const producer = new KafkaProducer(kafka.settings);
afterAll(async () => {
  await producer.disconnect();
  await kafka.close();
});

it('tells by run which messages went out, as far as our own news says so', async () => {
  const topic = await kafka.topic(2);
  const [anna, bea] = [randomUUID(), randomUUID()];
  const [one, two, three, failed] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const news = (type: string, messageId: string, runId?: string) => ({
    key: messageId,
    value: JSON.stringify({ type, data: { messageId, ...(runId !== undefined && { runId }) } }),
  });
  await producer.send(topic, [
    news('message.accepted', one, anna),
    news('message.read', one, anna),
    news('message.delivered', two, anna),
    news('message.accepted', three, bea),
    news('message.failed', failed, bea),
    news('message.received', randomUUID()),
    { key: 'x', value: 'no JSON' },
  ]);
  expect(await sentSince(kafka.settings, 0, topic)).toEqual(
    new Map([
      [anna, new Set([one, two])],
      [bea, new Set([three])],
    ]),
  );
});
