import type { Bench, Section } from '../bench.js';
import { interleaved } from '../interleaved.js';
import { Emitter } from '../load/carts.js';
import { copyHistory } from '../load/history.js';
import { Journeys, type Burst } from '../load/journey.js';
import { atMost, type Figure } from '../report/figure.js';
import { ratios } from '../report/statistics.js';
import { startSystem } from '../system/system.js';

const contacts = 1_000;
const runs = 150;
const warmUp = 40;
const sizes = { '1×': 1, '10×': 10, '100×': 100 } as const;
type Size = keyof typeof sizes;

/** Journeys on databases with ever more contacts and what they have been through. */
export const growth: Section = {
  name: 'growth',
  about: 'the reference journey with 1,000, 10,000 and 100,000 contacts and their history in the database',
  servers: true,

  async measure(bench: Bench) {
    const emitter = await Emitter.open(bench.servers.addresses.kafkaBrokers);
    const count = bench.sized(runs);
    const grown = async (size: Size) => {
      bench.tell(`filling a database: ${size}`);
      const system = await startSystem(bench.servers, `growth_${sizes[size]}`);
      const journeys = await Journeys.publish(system, emitter);
      await journeys.burst(warmUp);
      const { runId } = await journeys.lastEnded();
      await system.halt();
      await copyHistory(system.database.pool, runId, { from: 0, count: bench.sized(contacts) * sizes[size] });
      const burst = async (): Promise<Burst> => {
        await system.resume();
        await journeys.burst(warmUp);
        const measured = await journeys.burst(count);
        await system.halt();
        return measured;
      };
      return { burst, stop: () => system.stop() };
    };
    const systems = { '1×': await grown('1×'), '10×': await grown('10×'), '100×': await grown('100×') };
    const bursts = await interleaved<Size, Burst>(bench, {
      '1×': systems['1×'].burst,
      '10×': systems['10×'].burst,
      '100×': systems['100×'].burst,
    });
    for (const { stop } of Object.values(systems)) await stop();
    await emitter.close();
    return [...grownFigures(bursts, '10×'), ...grownFigures(bursts, '100×'), ...costFigures(bursts)];
  },
};

type Bursts = Readonly<Record<Size, readonly Burst[]>>;

/** Processor time of everything that works for a run. A busy machine makes it wait, and hardly more expensive. */
const costOf = ({ cpuMsPerRun }: Burst): number => Object.values(cpuMsPerRun).reduce((sum, ms) => sum + ms, 0);
const costs = (bursts: readonly Burst[]) => bursts.map(costOf);
const secondsPerRun = (bursts: readonly Burst[]) => bursts.map(({ runsPerSecond }) => 1 / runsPerSecond);

const grownFigures = (bursts: Bursts, size: Size): Figure[] => [
  {
    figure: `cost, ${size}`,
    unit: 'of 1×',
    samples: ratios(costs(bursts[size]), costs(bursts['1×'])),
    bar: atMost(1.2),
  },
  { figure: `time, ${size}`, unit: 'of 1×', samples: ratios(secondsPerRun(bursts[size]), secondsPerRun(bursts['1×'])) },
];

const costFigures = (bursts: Bursts): Figure[] =>
  (Object.keys(sizes) as Size[]).map((size) => ({
    figure: `all parts, ${size}`,
    unit: 'ms/run',
    samples: costs(bursts[size]),
  }));
