import type { Bench, Section } from '../bench.js';
import { Emitter } from '../load/carts.js';
import { Delays, middleAndWorst, type Middle } from '../load/delays.js';
import { Journeys } from '../load/journey.js';
import { paced } from '../load/paced.js';
import { below, type Figure } from '../report/figure.js';
import { startSystem } from '../system/system.js';

const warmUp = 60;
const burst = 150;
const events = 200;
/** Of the rate that was reached just before. */
export const share = 0.5;

/** From the Kafka event to the first send, while journeys come at half of the greatest rate. */
export const entry: Section = {
  name: 'entry',
  about: 'from the Kafka event to the first send, at half of the greatest rate',
  servers: true,

  async measure(bench: Bench) {
    const { servers } = bench;
    const emitter = await Emitter.open(servers.addresses.kafkaBrokers);
    const system = await startSystem(servers, 'entry');
    const journeys = await Journeys.publish(system, emitter);
    await journeys.burst(warmUp);
    const samples: (Middle & { rate: number })[] = [];
    for (let repeat = 0; repeat < bench.repeats; repeat++) {
      bench.tell(`${repeat + 1} of ${bench.repeats}`);
      const { runsPerSecond } = await journeys.burst(bench.sized(burst));
      const rate = runsPerSecond * share;
      const delays = new Delays(system.sandbox);
      await paced(bench.sized(events), rate, () => {
        const { phone, ...cart } = journeys.nextCart();
        delays.begin(phone);
        return emitter.emit([cart]);
      });
      samples.push({ ...middleAndWorst(await delays.ended()), rate });
      await journeys.untilAllEnded();
    }
    await emitter.close();
    await system.stop();
    return delayFigures(samples, 'events/s');
  },
};

/** The bars of what somebody waits for. */
export const delayFigures = (samples: readonly (Middle & { rate: number })[], unit: string): Figure[] => [
  { figure: 'p50', unit: 'ms', samples: samples.map(({ p50 }) => p50), bar: below(200) },
  { figure: 'p99', unit: 'ms', samples: samples.map(({ p99 }) => p99), bar: below(1_500) },
  { figure: 'meanwhile', unit, samples: samples.map(({ rate }) => rate) },
];
