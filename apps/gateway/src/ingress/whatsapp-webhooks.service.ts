import { Injectable } from '@nestjs/common';
import { contactKey, topicOf } from '@threadline/contracts';
import { KafkaProducer, type OutgoingMessage } from '@threadline/kafka';
import { addresseeOf, parseWebhook, toEvents, type WebhookUpdate, type WhatsAppEvent } from '@threadline/whatsapp';
import { NumberOwners } from '@threadline/workspaces';
import { IngressMetrics } from './ingress-metrics.js';

/** Turns WhatsApp's webhooks into events on Kafka. What is acknowledged to WhatsApp is stored by Kafka. */
@Injectable()
export class WhatsAppWebhooks {
  constructor(
    private readonly owners: NumberOwners,
    private readonly producer: KafkaProducer,
    private readonly metrics: IngressMetrics,
  ) {}

  /**
   * Resolves once Kafka has acknowledged every event of the webhook.
   * @throws {UnreadableWebhook} when the body is no webhook of WhatsApp.
   * @throws {KafkaUnavailable} when Kafka is away, so that WhatsApp delivers again.
   */
  async receive(body: unknown): Promise<void> {
    const updates = parseWebhook(body);
    const owners = await this.ownersOf(updates);
    const events = updates.flatMap((update) => toEvents(update, (id) => owners.get(id)));
    this.metrics.received({ updates: updates.length, events: events.length });
    await Promise.all([...byTopic(events)].map(([topic, messages]) => this.producer.send(topic, messages)));
  }

  private async ownersOf(updates: readonly WebhookUpdate[]): Promise<Map<string, string>> {
    const owners = new Map<string, string>();
    for (const update of new Map(updates.map((each) => [addresseeOf(each), each])).values()) {
      const id = addresseeOf(update);
      const isNumber = 'phoneNumberId' in update && update.phoneNumberId === id;
      const owner = await (isNumber ? this.owners.ofNumber(id) : this.owners.ofAccount(id));
      if (owner !== undefined) owners.set(id, owner);
    }
    return owners;
  }
}

function byTopic(events: readonly WhatsAppEvent[]): Map<string, OutgoingMessage[]> {
  const messages = new Map<string, OutgoingMessage[]>();
  for (const event of events) {
    const topic = topicOf(event.type);
    messages.set(topic, [...(messages.get(topic) ?? []), { key: keyOf(event), value: JSON.stringify(event) }]);
  }
  return messages;
}

/** Events of one contact keep their order; those of a template, theirs. */
const keyOf = (event: WhatsAppEvent): string =>
  event.type === 'whatsapp.template.status_changed'
    ? `${event.workspaceid}/template:${event.data.name}`
    : contactKey(event.workspaceid, event.data.contact);
