import { setTimeout as pause } from 'node:timers/promises';
import type { Bench, Section } from '../bench.js';
import { Emitter } from '../load/carts.js';
import { askAndAnswer, sendAtItsMoment } from '../load/definitions.js';
import { Delays, middleAndWorst, type Middle } from '../load/delays.js';
import { Journeys } from '../load/journey.js';
import { paced } from '../load/paced.js';
import { Runs } from '../load/runs.js';
import { textWebhook, WebhookPoster } from '../load/webhooks.js';
import { atLeast, below, type Figure } from '../report/figure.js';
import { ratios } from '../report/statistics.js';
import { startSystem, type System } from '../system/system.js';

const waiting = 2_000;
const due = 5_000;
const replies = 100;
const journeys = 150;
const connections = 16;
/** Waits to a clock time are spread over the minute after it. */
const smearMs = 60_000;
/** Those who wait for a moment must have fallen asleep before it comes: room for a machine that gets busier meanwhile. */
const room = 1.6;
const leastMs = 10_000;

/** What one repeat of a storm gives. */
type Sample = Middle & { readonly journeys: number; readonly drained: number };

/** Many waits that end together, and what that does to those who write meanwhile. */
export const storm: Section = {
  name: 'storm',
  about: '2,000 waits to one clock time with replies meanwhile; 5,000 waits that are due at once',
  servers: true,

  async measure(bench: Bench) {
    const system = await startSystem(bench.servers, 'storm');
    const emitter = await Emitter.open(bench.servers.addresses.kafkaBrokers);
    const reference = await Journeys.publish(system, emitter);
    const weather = await Weather.begin(system, emitter);
    await reference.burst(bench.sized(journeys));
    const samples: Sample[] = [];
    for (let repeat = 1; repeat <= bench.repeats; repeat++) {
      bench.tell(`${repeat} of ${bench.repeats}: replies in a storm`);
      const { runsPerSecond } = await reference.burst(bench.sized(journeys));
      const amounts = { sleepers: bench.sized(waiting), replies: bench.sized(replies), perSecond: runsPerSecond };
      const replied = await weather.repliesInAStorm(amounts);
      bench.tell(`${repeat} of ${bench.repeats}: all due at once`);
      const drained = await weather.allDueAtOnce({ sleepers: bench.sized(due), perSecond: runsPerSecond });
      samples.push({ ...replied, drained, journeys: runsPerSecond });
    }
    await Promise.all([emitter.close(), weather.end()]);
    await system.stop();
    return figuresOf(samples);
  },
};

function figuresOf(samples: readonly Sample[]): Figure[] {
  const of = (name: keyof Sample) => samples.map((sample) => sample[name]);
  return [
    { figure: 'reply, p50', unit: 'ms', samples: of('p50') },
    { figure: 'reply, p99', unit: 'ms', samples: of('p99'), bar: below(3_000) },
    { figure: 'drain, of the journeys', unit: '×', samples: ratios(of('drained'), of('journeys')), bar: atLeast(0.8) },
    { figure: 'drain', unit: 'runs/s', samples: of('drained') },
    { figure: 'journeys', unit: 'runs/s', samples: of('journeys') },
  ];
}

/** How many fall asleep, at which rate at least. */
interface Falling {
  readonly sleepers: number;
  readonly perSecond: number;
}

/** Makes waits end together. */
class Weather {
  private constructor(
    private readonly system: System,
    private readonly asked: Runs,
    private readonly timed: Runs,
    private readonly poster: WebhookPoster,
  ) {}

  static async begin(system: System, emitter: Emitter): Promise<Weather> {
    const asked = await Runs.publish(system, emitter, askAndAnswer, 1_000_000);
    const timed = await Runs.publish(system, emitter, sendAtItsMoment, 2_000_000);
    return new Weather(system, asked, timed, new WebhookPoster(system.gateway.url, connections));
  }

  end(): Promise<void> {
    return this.poster.close();
  }

  /** How long replies take that come in the minute over which the waits to one clock time are spread. */
  async repliesInAStorm({ replies: count, ...falling }: Falling & { replies: number }): Promise<Middle> {
    const phones = this.asked.nextPhones(count);
    await this.asked.enter(phones, 'asked');
    const ended = await this.timed.count('ended');
    const moment = await this.sleepUntilOneMoment(falling);
    await pause(moment - Date.now());
    const delays = new Delays(this.system.sandbox);
    await paced(phones.length, phones.length / (smearMs / 1000), (nth) => {
      const phone = phones[nth] ?? '';
      delays.begin(phone);
      return this.poster.post(textWebhook(this.system.workspace, this.system.servers.appSecret, phone, 'yes'));
    });
    await this.timed.untilCount('ended', ended + falling.sleepers);
    return middleAndWorst(await delays.ended());
  }

  /** How many a second end when all are due in the second in which a worker comes back. */
  async allDueAtOnce(falling: Falling): Promise<number> {
    const ended = await this.timed.count('ended');
    const moment = await this.sleepUntilOneMoment(falling);
    await this.system.stopWorkers(); // their minute passes without one
    await pause(moment + smearMs - Date.now());
    const begin = performance.now();
    await this.system.startWorkers();
    await this.timed.untilCount('ended', ended + falling.sleepers);
    return falling.sleepers / ((performance.now() - begin) / 1000);
  }

  /** Gives the moment once all sleep. */
  private async sleepUntilOneMoment({ sleepers, perSecond }: Falling): Promise<number> {
    const moment = Date.now() + leastMs + (sleepers / perSecond) * 1000 * room;
    await this.timed.enter(this.timed.nextPhones(sleepers), 'waiting', { moment: new Date(moment).toISOString() });
    return moment;
  }
}
