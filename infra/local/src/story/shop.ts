import { randomUUID } from 'node:crypto';
import kafkajs from 'kafkajs';
import { contactKey, topic, type ShopCartUpdated, type ShopOrderPlaced } from '@threadline/contracts';
import type { Customer } from './customers.js';

const { Kafka, logLevel, Partitioners } = kafkajs;

/** A shop that tells of carts and orders by CloudEvents on Kafka, as any service would. */
export class Shop {
  private readonly producer: kafkajs.Producer;

  private constructor(
    brokers: readonly string[],
    private readonly workspaceId: string,
  ) {
    const kafka = new Kafka({ clientId: 'story-shop', brokers: [...brokers], logLevel: logLevel.NOTHING });
    this.producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  }

  static async open(brokers: readonly string[], workspaceId: string): Promise<Shop> {
    const shop = new Shop(brokers, workspaceId);
    await shop.producer.connect();
    return shop;
  }

  close(): Promise<void> {
    return this.producer.disconnect();
  }

  /** Resolves with the event once Kafka has it. */
  cartUpdated({ phone, cartId }: Customer, total: number): Promise<ShopCartUpdated> {
    const data = { contact: { phone }, cartId, total, currency: 'EUR' };
    return this.emit({ ...this.envelope(), type: 'shop.cart.updated', data });
  }

  orderPlaced({ phone, cartId }: Customer, total: number): Promise<ShopOrderPlaced> {
    const data = { contact: { phone }, cartId, orderId: `order-${cartId}`, total, currency: 'EUR' };
    return this.emit({ ...this.envelope(), type: 'shop.order.placed', data });
  }

  private envelope() {
    const time = new Date().toISOString();
    const source = 'shop/story';
    return {
      specversion: '1.0',
      id: randomUUID(),
      source,
      time,
      workspaceid: this.workspaceId,
      causationdepth: 0,
    } as const;
  }

  private async emit<E extends ShopCartUpdated | ShopOrderPlaced>(event: E): Promise<E> {
    const key = contactKey(this.workspaceId, event.data.contact);
    await this.producer.send({ topic: topic.shop, acks: -1, messages: [{ key, value: JSON.stringify(event) }] });
    return event;
  }
}
