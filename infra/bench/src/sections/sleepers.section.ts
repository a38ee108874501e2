import { runWorkflowId } from '@threadline/contracts';
import type { Bench, Section } from '../bench.js';
import { Emitter } from '../load/carts.js';
import { sleepForAMonth } from '../load/definitions.js';
import { Runs } from '../load/runs.js';
import { describedSize } from '../measure/history.js';
import { metricOf } from '../measure/metrics.js';
import { databaseSize } from '../measure/postgres.js';
import { atLeast, atMost, type Figure } from '../report/figure.js';
import { ratios } from '../report/statistics.js';
import { startSystem, type System } from '../system/system.js';

const few = 5_000;
const many = 20_000;
const manyWhenLarge = 100_000;
const starts = 300;
const warmUp = 100;
const atOnce = 2_000;
const megabyte = 2 ** 20;

/** Runs that sleep for a month: what they take while they do nothing, and whether others start as fast. */
export const sleepers: Section = {
  name: 'sleepers',
  about: 'memory and rows of sleeping runs, and the start rate while they sleep',
  servers: true,

  async measure(bench: Bench) {
    const { servers } = bench;
    const emitter = await Emitter.open(servers.addresses.kafkaBrokers);
    const system = await startSystem(servers, 'sleepers');
    const runs = await Runs.publish(system, emitter, sleepForAMonth);
    const started = async (): Promise<number[]> => {
      const rates: number[] = [];
      for (let repeat = 0; repeat < bench.repeats; repeat++)
        rates.push(await runs.enter(runs.nextPhones(bench.sized(starts)), 'waiting'));
      return rates;
    };
    const sleep = async (total: number): Promise<Memory> => {
      for (let left = total - (await runs.count('waiting')); left > 0; left -= atOnce) {
        bench.tell(`${left} more fall asleep`);
        await runs.enter(runs.nextPhones(Math.min(left, atOnce)), 'waiting');
      }
      return memoryOf(system);
    };
    await runs.enter(runs.nextPhones(warmUp), 'waiting');
    const empty = await started();
    const [before, asleep] = [await databaseSize(system.database.pool), await runs.count('waiting')];
    const atFew = await sleep(bench.sized(few));
    const atMany = await sleep(bench.sized(bench.isLarge ? manyWhenLarge : many));
    const [after, fallen] = [await databaseSize(system.database.pool), (await runs.count('waiting')) - asleep];
    const full = await started();
    const inTemporal = await describedSize(servers.addresses.temporalAddress, await oneOf(runs));
    await emitter.close();
    await system.stop();
    return [
      ...memoryFigures(atFew, atMany),
      { figure: 'start rate, of empty', unit: '×', samples: ratios(full, empty), bar: atLeast(0.9) },
      { figure: 'start rate', unit: 'runs/s', samples: full },
      { figure: 'start rate, empty', unit: 'runs/s', samples: empty },
      { figure: 'Postgres', unit: 'rows/run', samples: [(after.rows - before.rows) / fallen] },
      { figure: 'Postgres', unit: 'bytes/run', samples: [(after.bytes - before.bytes) / fallen] },
      { figure: 'Temporal', unit: 'events/run', samples: [inTemporal.events] },
      { figure: 'Temporal', unit: 'bytes/run', samples: [inTemporal.bytes] },
    ];
  },
};

/** Resident memory by app, in megabytes. */
type Memory = Readonly<Record<'worker' | 'gateway', number>>;

async function memoryOf({ workers, gateway }: System): Promise<Memory> {
  const resident = async (url = '') => (await metricOf(url, 'process_resident_memory_bytes')) / megabyte;
  return { worker: await resident(workers[0]?.url), gateway: await resident(gateway.url) };
}

const memoryFigures = (atFew: Memory, atMany: Memory): Figure[] =>
  (['worker', 'gateway'] as const).flatMap((app) => [
    { figure: `${app}, many of few`, unit: '×', samples: [atMany[app] / atFew[app]], bar: atMost(1.1) },
    { figure: `${app}, many`, unit: 'MB', samples: [atMany[app]] },
  ]);

async function oneOf({ system, automationId }: Runs): Promise<string> {
  const { rows } = await system.database.pool.query<{ id: string; slug: string }>(
    `select run.id, automation.slug from run join automation on automation.id = run.automation_id
     where automation.id = $1 and run.state = 'active' order by run.created_at limit 1`,
    [automationId],
  );
  const [run] = rows;
  if (run === undefined) throw new Error('nobody sleeps');
  return runWorkflowId(run.slug, run.id);
}
