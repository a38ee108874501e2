import { randomUUID } from 'node:crypto';
import { contactKey, topic, type ShopCartUpdated } from '@threadline/contracts';
import kafkajs from 'kafkajs';

const { Kafka, logLevel, Partitioners } = kafkajs;

/** The nth of the contacts of a bench: a mobile number in E.164 form that is nobody else's there. */
export const phoneOf = (nth: number): string => `+39347${String(nth).padStart(7, '0')}`;

/** An event of a contact, as a service would emit it. */
export interface Emitted {
  readonly key: string;
  readonly value: string;
}

/** What a cart tells besides the usual: the automation that it is for, by its name. */
export type Told = Readonly<Record<string, unknown>> & { readonly automation: string };

/** A cart of a contact, as a shop tells of it. */
export function cartOf(workspaceId: string, phone: string, told: Told): Emitted {
  const event: ShopCartUpdated = {
    specversion: '1.0',
    id: randomUUID(),
    source: 'shop/bench',
    type: 'shop.cart.updated',
    time: new Date().toISOString(),
    workspaceid: workspaceId,
    causationdepth: 0,
    data: { contact: { phone }, cartId: `cart-${randomUUID()}`, total: 54.9, currency: 'EUR', ...told },
  };
  return { key: contactKey(workspaceId, event.data.contact), value: JSON.stringify(event) };
}

/** Emits events, as services do. */
export class Emitter {
  private constructor(private readonly producer: kafkajs.Producer) {}

  static async open(brokers: readonly string[]): Promise<Emitter> {
    const kafka = new Kafka({ clientId: 'bench', brokers: [...brokers], logLevel: logLevel.NOTHING });
    const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    return new Emitter(producer);
  }

  /** Resolves once Kafka has all of them. */
  async emit(messages: readonly Emitted[], to: string = topic.shop): Promise<void> {
    for (let start = 0; start < messages.length; start += batchSize)
      await this.producer.send({ topic: to, acks: -1, messages: messages.slice(start, start + batchSize) });
  }

  close(): Promise<void> {
    return this.producer.disconnect();
  }
}

const batchSize = 1_000;
