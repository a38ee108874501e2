import { Injectable } from '@nestjs/common';
import { KafkaProducer, type OutgoingMessage } from '@threadline/kafka';
import {
  addresseeOf,
  routeOf,
  toEvents,
  type Addressee,
  type WebhookUpdate,
  type WhatsAppEvent,
} from '@threadline/whatsapp';
import { NumberOwners } from '@threadline/workspaces';
import { AppLogger } from '../resources/app-logger.js';
import { IngressMetrics, type Became } from './ingress-metrics.js';

/** Workspaces by what they own. */
type Owners = ReadonlyMap<string, readonly string[]>;

const nameOf = ({ kind, id }: Addressee) => `${kind}/${id}`;
const ownersIn = (owners: Owners, update: WebhookUpdate) => owners.get(nameOf(addresseeOf(update))) ?? [];

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
   * Resolves once Kafka has acknowledged every event of a webhook. What is for a number of nobody is counted and let go: no
   * repetition would make it ours.
   * @throws {KafkaUnavailable} when Kafka is away, so that WhatsApp delivers again
   */
  async receive(updates: readonly WebhookUpdate[]): Promise<void> {
    const owners = await this.ownersOf(updates);
    const events = updates.flatMap((update) => toEvents(update, ownersIn(owners, update)));
    await Promise.all([...byTopic(events)].map(([topic, messages]) => this.producer.send(topic, messages)));
    for (const update of updates) this.tell(update, owners);
  }

  private async ownersOf(updates: readonly WebhookUpdate[]): Promise<Owners> {
    const owners = new Map<string, readonly string[]>();
    for (const [name, { kind, id }] of new Map(updates.map(addresseeOf).map((each) => [nameOf(each), each])))
      owners.set(name, await (kind === 'number' ? this.owners.ofNumber(id) : this.owners.ofAccount(id)));
    return owners;
  }

  /** Never with contents: they are somebody's words. */
  private tell(update: WebhookUpdate, owners: Owners): void {
    const became = whatBecameOf(update, owners);
    this.metrics.updated(became, 1);
    if (became === 'unknown_number')
      this.logger.log.warn(
        { kind: update.kind, addressee: addresseeOf(update).id },
        'a webhook for a number of nobody',
      );
  }
}

const whatBecameOf = (update: WebhookUpdate, owners: Owners): Became => {
  if (update.kind === 'unsupported') return 'unsupported';
  return ownersIn(owners, update).length > 0 ? 'event' : 'unknown_number';
};

function byTopic(events: readonly WhatsAppEvent[]): Map<string, OutgoingMessage[]> {
  const messages = new Map<string, OutgoingMessage[]>();
  for (const event of events) {
    const { topic, key } = routeOf(event);
    const message = { key, value: JSON.stringify(event) };
    const known = messages.get(topic);
    if (known) known.push(message);
    else messages.set(topic, [message]);
  }
  return messages;
}
