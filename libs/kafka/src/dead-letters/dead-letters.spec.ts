import { describe, expect, it } from '@jest/globals';
import { FixedClock } from '@threadline/platform';
import { KafkaUnavailable, MessageRefused } from '../client/kafka-errors.js';
import type { ConsumedMessage } from '../consumer/consumed-message.js';
import type { OutgoingMessage } from '../producer/outgoing-message.js';
import { DeadLetters } from './dead-letters.js';

const message: ConsumedMessage = {
  topic: 'threadline.shop.v1',
  partition: 3,
  offset: '42',
  key: 'w/phone:+391',
  rawKey: Buffer.from('w/phone:+391'),
  value: Buffer.from([0xff, 0x00, 0x7b]),
  headers: { traceparent: '00-abc' },
  timestamp: 1_000,
};

function deadLetters(refuse: (letter: OutgoingMessage) => Error | undefined = () => undefined) {
  const sent: OutgoingMessage[] = [];
  const send = (_topic: string, letters: readonly OutgoingMessage[]) => {
    const problem = letters.map(refuse).find((error) => error !== undefined);
    if (problem) return Promise.reject(problem);
    sent.push(...letters);
    return Promise.resolve();
  };
  return { sent, letters: new DeadLetters({ send }, new FixedClock('2026-01-01T00:00:00Z')) };
}

describe('a dead letter', () => {
  it('has the original bytes and headers and says where it comes from and why it is dead', async () => {
    const { letters, sent } = deadLetters();
    await letters.put(message, 'dispatch', { code: 'not_json', text: 'is not JSON', path: 'data.total' });
    expect(sent).toEqual([
      {
        key: message.rawKey,
        value: message.value,
        headers: {
          traceparent: '00-abc',
          'threadline-dlq-topic': 'threadline.shop.v1',
          'threadline-dlq-partition': '3',
          'threadline-dlq-offset': '42',
          'threadline-dlq-timestamp': '1000',
          'threadline-dlq-group': 'dispatch',
          'threadline-dlq-code': 'not_json',
          'threadline-dlq-reason': 'is not JSON',
          'threadline-dlq-path': 'data.total',
          'threadline-dlq-first-seen': '2026-01-01T00:00:00.000Z',
        },
      },
    ]);
  });

  it('keeps the time it was first seen when it was sent again and failed again', async () => {
    const { letters, sent } = deadLetters();
    const again = { ...message, headers: { 'threadline-dlq-first-seen': '2025-12-01T00:00:00.000Z' } };
    await letters.put(again, 'dispatch', { code: 'not_json', text: 'is not JSON' });
    expect(sent[0]?.headers).toMatchObject({ 'threadline-dlq-first-seen': '2025-12-01T00:00:00.000Z' });
  });

  it('is cut when Kafka refuses it for its size, so that it holds nobody up', async () => {
    const tooLarge = (letter: OutgoingMessage) =>
      Buffer.from(letter.value ?? '').length > 1_000_000
        ? new MessageRefused('too large', 'MESSAGE_TOO_LARGE')
        : undefined;
    const { letters, sent } = deadLetters(tooLarge);
    await letters.put({ ...message, value: Buffer.alloc(4_000_000, 'x') }, 'dispatch', {
      code: 'too_large',
      text: 'is too large',
    });
    expect(Buffer.from(sent[0]?.value ?? '')).toHaveLength(64_000);
    expect(sent[0]?.headers).toMatchObject({
      'threadline-dlq-original-bytes': '4000000',
      'threadline-dlq-offset': '42',
    });
  });

  it('that cannot be stored now is an error, so that its message is read again', async () => {
    const { letters } = deadLetters(() => new KafkaUnavailable('away'));
    await expect(letters.put(message, 'dispatch', { code: 'empty', text: 'is empty' })).rejects.toThrow('away');
  });
});
