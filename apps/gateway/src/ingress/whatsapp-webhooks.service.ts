import { Injectable } from '@nestjs/common';
import { contactKey, topicOf } from '@threadline/contracts';
import { KafkaProducer, type OutgoingMessage } from '@threadline/kafka';
import { addresseeOf, parseWebhook, toEvents, type WebhookUpdate, type WhatsAppEvent } from '@threadline/whatsapp';
import { NumberOwners } from '@threadline/workspaces';
import { AppLogger } from '../resources/app-logger.js';
import { IngressMetrics, type Became } from './ingress-metrics.js';

/** Turns WhatsApp's webhooks into events on Kafka. What is acknowledged to WhatsApp is stored by Kafka. */
@Injectable()
export class WhatsAppWebhooks {
  constructor(
    private readonly owners: NumberOwners,
    private readonly producer: KafkaProducer,
    private readonly metrics: IngressMetrics,
    private readonly logger: AppLogger,
  ) {}

  /**
   * Resolves once Kafka has acknowledged every event of the webhook. What is for a number of nobody is counted and let go: no
   * repetition would make it ours.
   * @throws {UnreadableWebhook} when the body is no webhook of WhatsApp
   * @throws {KafkaUnavailable} when Kafka is away, so that WhatsApp delivers again
   */
  async receive(body: unknown): Promise<void> {
    const updates = parseWebhook(body);
    const owners = await this.ownersOf(updates);
    const events = updates.flatMap((update) => toEvents(update, (id) => owners.get(id)));
    await Promise.all([...byTopic(events)].map(([topic, messages]) => this.producer.send(topic, messages)));
    for (const update of updates) this.tell(update, owners);
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

  /** Never with contents: they are somebody's words. */
  private tell(update: WebhookUpdate, owners: ReadonlyMap<string, string>): void {
    const became = whatBecameOf(update, owners);
    this.metrics.updated(became, 1);
    if (became === 'unknown_number')
      this.logger.log.warn({ kind: update.kind, addressee: addresseeOf(update) }, 'a webhook for a number of nobody');
  }
}

const whatBecameOf = (update: WebhookUpdate, owners: ReadonlyMap<string, string>): Became => {
  if (update.kind === 'unsupported') return 'unsupported';
  return owners.has(addresseeOf(update)) ? 'event' : 'unknown_number';
};

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
