import { contactKey, maxEventBytes, topicOf, type ContactEvent } from '@threadline/contracts';
import type { KafkaProducer, OutgoingMessage } from '@threadline/kafka';
import { RequestProblem } from '../http/problem.js';

/**
 * Resolves once Kafka has acknowledged every event; those of a contact keep their order.
 * @throws {KafkaUnavailable} when Kafka is away
 * @throws {RequestProblem} when an event is larger than our consumers take
 */
export async function publishEvents(producer: KafkaProducer, events: readonly ContactEvent[]): Promise<void> {
  const messages = new Map<string, OutgoingMessage[]>();
  for (const event of events) {
    const topic = topicOf(event.type);
    messages.set(topic, [...(messages.get(topic) ?? []), messageOf(event)]);
  }
  await Promise.all([...messages].map(([topic, ofTopic]) => producer.send(topic, ofTopic)));
}

function messageOf(event: ContactEvent): OutgoingMessage {
  const value = JSON.stringify(event);
  if (Buffer.byteLength(value) > maxEventBytes)
    throw new RequestProblem(
      'body_too_large',
      `An event has at most ${maxEventBytes} bytes; map fewer parts of the body`,
    );
  return { key: contactKey(event.workspaceid, event.data.contact), value };
}
