import { join } from 'node:path';
import { awaiting, type OwnServers } from '@threadline/local';
import type { Burst } from '../../load/journey.js';
import { cartOf, phoneOf, type Emitter } from '../../load/carts.js';
import { startHelper, type Helper } from '../../helper/helper.js';
import { cpuOf, usedBetween } from '../../measure/cpu.js';
import { numberFrom, ownDatabase, type OwnDatabase } from '../../system/database.js';
import { createTopic } from '../../system/topics.js';
import { schema } from './schema.js';
import type { ByHandSending } from './work.js';

const topic = 'bench.by-hand.v1';
const taskQueue = 'bench-by-hand';
const workerPart = 'by-hand-worker';
const endsWithinMs = 300_000;

/** The reference journey written by hand: the same shape, as many transactions, one HTTP call a send, on the same servers. */
export class ByHand {
  private contacts = 0;

  private constructor(
    private readonly servers: OwnServers,
    private readonly database: OwnDatabase,
    private readonly helpers: readonly Helper[],
  ) {}

  static async start(servers: OwnServers, sending: ByHandSending): Promise<ByHand> {
    const { databaseUrl, kafkaBrokers, temporalAddress } = servers.addresses;
    const database = await ownDatabase(databaseUrl, 'bench_by_hand', true);
    await database.pool.query(schema);
    await createTopic(kafkaBrokers, topic);
    const config = { databaseUrl: database.url, brokers: kafkaBrokers, temporalAddress, topic, taskQueue, sending };
    const file = (name: string) => join(import.meta.dirname, `${name}.process.js`);
    const helpers = await Promise.all([
      startHelper(servers, { part: workerPart, file: file('worker'), config }),
      startHelper(servers, { part: 'by-hand-entering', file: file('entering'), config }),
    ]);
    return new ByHand(servers, database, helpers);
  }

  async burst(count: number, emitter: Emitter): Promise<Burst> {
    const carts = Array.from({ length: count }, () =>
      cartOf(noWorkspace, phoneOf(this.contacts++), { automation: 'by hand' }),
    );
    const { folder } = this.servers;
    const parts = [workerPart, 'postgres', 'kafka', 'temporal', 'sandbox'];
    const before = await this.ended();
    const cpu = await cpuOf(folder, parts);
    const begin = performance.now();
    await emitter.emit(carts, topic);
    await awaiting({ what: `${count} ended by hand`, withinMs: endsWithinMs, everyMs: 250 }, async () => {
      const ended = await this.ended();
      return ended >= before + count ? { found: true } : { seen: String(ended) };
    });
    const seconds = (performance.now() - begin) / 1000;
    const { [workerPart]: worker = NaN, ...others } = usedBetween(cpu, await cpuOf(folder, parts));
    const used = Object.entries({ worker, ...others }).map(([part, ms]) => [part, ms / count]);
    return { runsPerSecond: count / seconds, cpuMsPerRun: Object.fromEntries(used) as Record<string, number> };
  }

  async stop(): Promise<void> {
    await Promise.all(this.helpers.map((helper) => helper.stop()));
    await this.database.drop();
  }

  private ended(): Promise<number> {
    return numberFrom(this.database.pool, `select count(*) from run where state = 'completed'`);
  }
}

const noWorkspace = '00000000-0000-4000-8000-000000000000';
