import type { Bench, Section } from '../bench.js';
import { Emitter } from '../load/carts.js';
import { Journeys, type Burst } from '../load/journey.js';
import { interleaved } from '../interleaved.js';
import { startSystem } from '../system/system.js';

const runs = 300;
const warmUp = 60;

/** The reference journey, from the Kafka event to its end. */
export const journey: Section = {
  name: 'journey',
  about: 'the reference journey (entry, send, 1 s, send, end) beside hand-written and bare workflows',
  servers: true,

  async measure(bench: Bench) {
    const { servers } = bench;
    const system = await startSystem(servers, 'journey');
    const emitter = await Emitter.open(servers.addresses.kafkaBrokers);
    const journeys = await Journeys.publish(system, emitter);
    await journeys.burst(warmUp);
    const { ours } = await interleaved<'ours', Burst>(bench.repeats, {
      ours: () => journeys.burst(bench.sized(runs)),
    });
    await emitter.close();
    await system.stop();
    return [
      { figure: 'journeys', unit: 'runs/s', samples: ours.map(({ runsPerSecond }) => runsPerSecond) },
      ...system.parts.map((part) => ({
        figure: `processor time, ${part}`,
        unit: 'ms/run',
        samples: ours.map(({ cpuMsPerRun }) => cpuMsPerRun[part] ?? NaN),
      })),
    ];
  },
};
