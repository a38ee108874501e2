import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { contactKey, topic } from '@threadline/contracts';
import type { Bench, Section } from '../bench.js';
import { startHelper } from '../helper/helper.js';
import { interleaved } from '../interleaved.js';
import { Emitter, phoneOf, type Emitted } from '../load/carts.js';
import { GroupProgress } from '../measure/kafka-offsets.js';
import { riseOf, watchRise } from '../measure/rising.js';
import { atLeast } from '../report/figure.js';
import { ratios } from '../report/statistics.js';
import { startSystem } from '../system/system.js';

/** So many that what a new process takes to become quick weighs little. */
const events = 300_000;
const contacts = 5_000;
const consumedWithinMs = 180_000;
const bareGroup = 'bench-bare';

/** Events that nothing listens to, beside a loop that reads their JSON and does nothing. */
export const idleEvents: Section = {
  name: 'idle-events',
  about: 'events that nothing listens to, consumed beside a bare kafkajs loop that parses JSON',
  servers: true,

  async measure(bench: Bench) {
    const { servers } = bench;
    const { kafkaBrokers } = servers.addresses;
    const emitter = await Emitter.open(kafkaBrokers);
    const system = await startSystem(servers, 'idle');
    await system.halt(); // from here on a gateway runs only while it is measured
    const count = bench.sized(events);
    const emitted = new Map<number, Promise<void>>();
    const emitFor = (repeat: number): Promise<void> => {
      const some = emitted.get(repeat) ?? emitter.emit(unheard(system.workspace.id, count));
      emitted.set(repeat, some);
      return some;
    };
    const rateOf = async (groupId: string): Promise<number> => {
      const progress = await GroupProgress.open(kafkaBrokers, groupId, topic.shop);
      const looks = await watchRise(() => progress.committed(), count, consumedWithinMs);
      await progress.close();
      return riseOf(looks);
    };
    const file = join(import.meta.dirname, '../comparison/bare-consumer.process.js');
    const config = { brokers: kafkaBrokers, topic: topic.shop, groupId: bareGroup };
    const rates = await interleaved(bench, {
      ours: async (repeat) => {
        await emitFor(repeat);
        const rate = rateOf('threadline-dispatch');
        await system.startGateway('dispatch');
        await rate;
        await system.gateway.stop();
        return rate;
      },
      bare: async (repeat) => {
        await emitFor(repeat);
        const rate = rateOf(bareGroup);
        const helper = await startHelper(servers, { part: 'bare-consumer', file, config });
        await rate;
        await helper.stop();
        return rate;
      },
    });
    await emitter.close();
    await system.stop();
    return [
      { figure: 'rate, of the bare loop', unit: '×', samples: ratios(rates.ours, rates.bare), bar: atLeast(0.5) },
      { figure: 'rate', unit: 'events/s', samples: rates.ours },
      { figure: 'rate, bare', unit: 'events/s', samples: rates.bare },
    ];
  },
};

const unheard = (workspaceId: string, count: number): Emitted[] =>
  Array.from({ length: count }, (_, nth) => orderUpdated(workspaceId, nth % contacts));

/** News of an order that has changed: nothing of it is stored, and no automation of the workspace begins with it. */
function orderUpdated(workspaceId: string, nth: number): Emitted {
  const contact = { phone: phoneOf(nth) };
  const event = {
    specversion: '1.0',
    id: randomUUID(),
    source: 'shop/bench',
    type: 'shop.order.updated',
    time: new Date().toISOString(),
    workspaceid: workspaceId,
    causationdepth: 0,
    data: { contact, orderId: `order-${nth}`, total: 54.9, currency: 'EUR', status: 'packed' },
  };
  return { key: contactKey(workspaceId, contact), value: JSON.stringify(event) };
}
