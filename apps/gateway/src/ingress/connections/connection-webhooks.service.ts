import { Injectable } from '@nestjs/common';
import { KnownConnections, type KnownConnection } from '@threadline/connections';
import { namesSomebody, toEvent, type ToldEvent } from '@threadline/connectors';
import type { ContactEvent } from '@threadline/contracts';
import { KafkaProducer } from '@threadline/kafka';
import { findOrder, inTransaction, keepEarlyNews, lockOrder, type KnownOrder } from '@threadline/persistence';
import { Clock } from '@threadline/platform';
import { DataSource } from 'typeorm';
import { RequestProblem } from '../../http/problem.js';
import { AppLogger } from '../../resources/app-logger.js';
import { IngressMetrics, type Became } from '../ingress-metrics.js';
import { publishEvents } from '../publish-events.js';
import { integrationReader } from './integration-reader.js';
import { shopifyReader } from './shopify-reader.js';
import type { Received, Telling, WebhookReader } from './webhook-reader.js';
import { wooCommerceReader } from './woocommerce-reader.js';

const readers = { shopify: shopifyReader, woocommerce: wooCommerceReader, integration: integrationReader } as const;

/** The kinds of connections that have webhooks. */
export type WebhookKind = keyof typeof readers;

/** Turns the webhooks of connections into events on Kafka. What is acknowledged to the sender is stored by Kafka. */
@Injectable()
export class ConnectionWebhooks {
  constructor(
    private readonly connections: KnownConnections,
    private readonly dataSource: DataSource,
    private readonly producer: KafkaProducer,
    private readonly clock: Clock,
    private readonly metrics: IngressMetrics,
    private readonly logger: AppLogger,
  ) {}

  /**
   * Resolves once Kafka has acknowledged what the webhook tells. What tells nothing, or of nobody, is counted and let go: no
   * repetition would change it.
   * @throws {RequestProblem} when there is no such connection, the sender proves nothing, or the body cannot be read
   * @throws {KafkaUnavailable} when Kafka is away, so that the sender delivers again
   */
  async receive(kind: WebhookKind, id: string, received: Omit<Received, 'now'>): Promise<void> {
    const connection = await this.connections.find(kind, id);
    if (!connection) throw new RequestProblem('connection_not_found', `There is no connection at this address`);
    const read: WebhookReader = readers[kind];
    const telling = read(connection, { ...received, now: this.clock.now() });
    if (!telling) return this.tell(connection, 'unsupported');
    const events: ContactEvent[] = [];
    for (const told of telling.events) {
      const event = await this.eventOf(connection, { told, telling });
      if (event) events.push(event);
    }
    await publishEvents(this.producer, events);
    this.metrics.updated('event', events.length);
  }

  private async eventOf(
    connection: KnownConnection,
    { told, telling }: { told: ToldEvent; telling: Telling },
  ): Promise<ContactEvent | undefined> {
    const { workspaceId } = connection;
    const known = namesSomebody(told.person) ? told : await this.ofOrder(workspaceId, { told, telling });
    if (typeof known === 'string') return this.tell(connection, known);
    const event = toEvent(known, known.person, { workspaceId, source: telling.source });
    if (event.ok) return event.event;
    if (!telling.refusesMisfits) return this.tell(connection, 'misfit', event.path);
    throw new RequestProblem('unmapped_webhook', `${event.path || 'The event'} ${event.message}`, [
      { pointer: `/${event.path.replaceAll('.', '/')}`, code: 'misfit', message: event.message },
    ]);
  }

  /**
   * A refund names nobody and no total; its order says whose it is, and what all of it would be. One that comes before its order
   * is kept until then. Else what became of it.
   */
  private async ofOrder(
    workspaceId: string,
    { told, telling: { source } }: { told: ToldEvent; telling: Telling },
  ): Promise<ToldEvent | Became> {
    const { orderId } = told;
    if (orderId === undefined) return 'of_nobody';
    return inTransaction(this.dataSource, async (tx) => {
      await lockOrder(tx, { workspaceId, orderId });
      const order = await findOrder(tx, { workspaceId, orderId });
      if (order) return about(told, order);
      const event = toEvent(told, { id: unknownYet }, { workspaceId, source });
      if (!event.ok) return 'misfit';
      await keepEarlyNews(tx, orderId, event.event);
      return 'waits_for_order';
    });
  }

  /** Never with contents: they are about somebody. */
  private tell({ id, kind }: KnownConnection, became: Became, path?: string): undefined {
    this.metrics.updated(became, 1);
    if (became === 'misfit')
      this.logger.log.warn({ connection: id, kind, path }, 'a webhook told something that no event of ours can hold');
  }
}

/** Stands for the contact of an order that has not come. */
const unknownYet = '00000000-0000-0000-0000-000000000000';

function about(told: ToldEvent, { contactId, total, currency }: KnownOrder): ToldEvent {
  const known = { ...(total !== null && { total }), ...(currency !== null && { currency }) };
  return { ...told, person: { id: contactId }, data: { ...known, ...told.data } };
}
