import type { Bench, Section } from '../bench.js';
import { Bare } from '../comparison/bare/bare.js';
import { ByHand } from '../comparison/by-hand/by-hand.js';
import { interleaved } from '../interleaved.js';
import { Emitter } from '../load/carts.js';
import { Journeys, type Burst } from '../load/journey.js';
import { Costs } from '../measure/costs.js';
import { historyOf, type HistoryCounts } from '../measure/history.js';
import { atLeast, atMost, type Figure } from '../report/figure.js';
import { ratios } from '../report/statistics.js';
import { startSystem, templateName, type System } from '../system/system.js';

const runs = 300;
/** Until Node has compiled what runs, and every connection knows its statements. */
const warmUp = 200;

/** The reference journey, from the Kafka event to its end, beside one written by hand and one that does nothing. */
export const journey: Section = {
  name: 'journey',
  about: 'the reference journey (entry, send, 1 s, send, end) beside hand-written and bare workflows',
  servers: true,

  async measure(bench: Bench) {
    const { servers } = bench;
    const emitter = await Emitter.open(servers.addresses.kafkaBrokers);
    const system = await startSystem(servers, 'journey');
    const byHand = await ByHand.start(servers, { ...system.sandbox.sending, template: templateName });
    const bare = await Bare.start(servers);
    const journeys = await Journeys.publish(system, emitter);
    await interleaved(
      { repeats: 1, tell: () => bench.tell('warming up') },
      {
        ours: () => journeys.burst(warmUp),
        byHand: () => byHand.burst(warmUp, emitter),
        bare: () => bare.burst(warmUp),
      },
    );
    const costs = await Costs.begin(system);
    const count = bench.sized(runs);
    const bursts = await interleaved<'ours' | 'byHand' | 'bare', Burst>(bench, {
      ours: () => costs.counting(() => journeys.burst(count)),
      byHand: () => byHand.burst(count, emitter),
      bare: () => bare.burst(count),
    });
    const perRun = await costs.perRun(count * bench.repeats);
    const { workflowId } = await journeys.lastEnded();
    const history = await historyOf(servers.addresses.temporalAddress, workflowId);
    await Promise.all([byHand.stop(), bare.stop(), emitter.close()]);
    await system.stop();
    return [...comparison(bursts), events(history), ...cpuFigures(system, bursts.ours), ...perRun, actions(history)];
  },
};

/** Which bursts there are: of ours, of the hand-written journey, of the bare one. */
type Bursts = Readonly<Record<'ours' | 'byHand' | 'bare', readonly Burst[]>>;

function comparison({ ours, byHand, bare }: Bursts): Figure[] {
  const rate = (bursts: readonly Burst[]) => bursts.map(({ runsPerSecond }) => runsPerSecond);
  const cpu = (bursts: readonly Burst[]) => bursts.map(({ cpuMsPerRun }) => cpuMsPerRun['worker'] ?? NaN);
  return [
    {
      figure: 'rate, of the hand-written one',
      unit: '×',
      samples: ratios(rate(ours), rate(byHand)),
      bar: atLeast(0.7),
    },
    { figure: 'worker, of the hand-written one', unit: '×', samples: ratios(cpu(ours), cpu(byHand)), bar: atMost(1.6) },
    { figure: 'rate, of the bare one', unit: '×', samples: ratios(rate(ours), rate(bare)) },
    { figure: 'worker, of the bare one', unit: '×', samples: ratios(cpu(ours), cpu(bare)) },
    { figure: 'rate', unit: 'runs/s', samples: rate(ours) },
    { figure: 'rate, hand-written', unit: 'runs/s', samples: rate(byHand) },
    { figure: 'rate, bare', unit: 'runs/s', samples: rate(bare) },
    { figure: 'worker, hand-written', unit: 'ms/run', samples: cpu(byHand) },
    { figure: 'worker, bare', unit: 'ms/run', samples: cpu(bare) },
    {
      figure: 'postgres, hand-written',
      unit: 'ms/run',
      samples: byHand.map(({ cpuMsPerRun }) => cpuMsPerRun['postgres'] ?? NaN),
    },
  ];
}

const cpuFigures = ({ parts }: System, bursts: readonly Burst[]): Figure[] =>
  parts.map((part) => ({
    figure: part,
    unit: 'ms/run',
    samples: bursts.map(({ cpuMsPerRun }) => cpuMsPerRun[part] ?? NaN),
  }));

const events = (counted: HistoryCounts): Figure => ({
  figure: 'history',
  unit: 'events/run',
  samples: [counted.events],
  bar: atMost(28),
});
const actions = (counted: HistoryCounts): Figure => ({
  figure: 'Temporal',
  unit: 'actions/run',
  samples: [counted.actions],
});
