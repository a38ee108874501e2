import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { awaiting, type OwnServers } from '@threadline/local';
import type { Burst } from '../../load/journey.js';
import { startHelper, type Helper } from '../../helper/helper.js';
import { cpuOf, usedBetween } from '../../measure/cpu.js';

const taskQueue = 'bench-bare';
const part = 'bare-worker';
const endsWithinMs = 300_000;
const startsAtOnce = 16;

/** Workflows of the journey's shape whose sends do nothing, started directly: the floor that Temporal sets. */
export class Bare {
  private constructor(
    private readonly servers: OwnServers,
    private readonly connection: Connection,
    private readonly helper: Helper,
  ) {}

  static async start(servers: OwnServers): Promise<Bare> {
    const { temporalAddress } = servers.addresses;
    const connection = await Connection.connect({ address: temporalAddress });
    const file = join(import.meta.dirname, 'worker.process.js');
    const helper = await startHelper(servers, { part, file, config: { temporalAddress, taskQueue } });
    return new Bare(servers, connection, helper);
  }

  async burst(count: number): Promise<Burst> {
    const { folder } = this.servers;
    const before = await this.helper.ask<number>('ended');
    const cpu = await cpuOf(folder, [part]);
    const begin = performance.now();
    await this.startAll(count);
    await awaiting({ what: `${count} bare journeys`, withinMs: endsWithinMs, everyMs: 250 }, async () => {
      const ended = await this.helper.ask<number>('ended');
      return ended >= before + count ? { found: true } : { seen: String(ended) };
    });
    const seconds = (performance.now() - begin) / 1000;
    const { [part]: worker = NaN } = usedBetween(cpu, await cpuOf(folder, [part]));
    return { runsPerSecond: count / seconds, cpuMsPerRun: { worker: worker / count } };
  }

  async stop(): Promise<void> {
    await this.helper.stop();
    await this.connection.close();
  }

  private async startAll(count: number): Promise<void> {
    const { workflow } = new Client({ connection: this.connection });
    const ids = Array.from({ length: count }, () => `bare/${randomUUID()}`).values();
    const starters = Array.from({ length: startsAtOnce }, async () => {
      for (const workflowId of ids) await workflow.start('bareJourney', { workflowId, taskQueue, args: [] });
    });
    await Promise.all(starters);
  }
}
