import { setTimeout as pause } from 'node:timers/promises';
import { awaiting } from '@threadline/local';
import type { Bench, Section } from '../bench.js';
import { Emitter } from '../load/carts.js';
import { Crowd } from '../load/crowd.js';
import { askAndAnswer } from '../load/definitions.js';
import { Runs } from '../load/runs.js';
import { atMost, below } from '../report/figure.js';
import { startSystem, type System } from '../system/system.js';

/** What WhatsApp lets a new number send. */
const messagesPerSecond = 80;
const contacts = 1_000;
const sendsEach = 3;
const repliers = 8;
/** Beyond the contacts of the crowd. */
const firstReplier = 5_000_000;
/** Replies come in the middle: once so many of the sends are out. */
const begunShare = 0.1;
const betweenRepliesMs = 4_000;

/** A number's whole throughput is asked for at once, from two workers, and contacts reply meanwhile. Taken once: it lasts minutes. */
export const throughput: Section = {
  name: 'throughput',
  about: '3,000 sends due at once on a number of 80 messages a second, two workers, and replies meanwhile; taken once',
  servers: true,

  async measure(bench: Bench) {
    const system = await startSystem(bench.servers, 'throughput', { workers: 2, messagesPerSecond });
    await system.sandbox.set({ throughput: messagesPerSecond, pairLimit: true });
    const emitter = await Emitter.open(bench.servers.addresses.kafkaBrokers);
    const asking = await Runs.publish(system, emitter, askAndAnswer, firstReplier);
    const phones = asking.nextPhones(repliers);
    await asking.enter(phones, 'asked');
    const crowd = await Crowd.publish(system, { contacts: bench.sized(contacts), sendsEach });
    await system.stopWorkers();
    await crowd.gather(emitter);
    await system.startWorkers();
    await crowd.untilSent(begunShare);
    const answers = phones.map(async (phone, nth) => {
      await pause(nth * bench.sized(betweenRepliesMs));
      return answerTo(system, phone);
    });
    await crowd.untilSent();
    const seconds = (await Promise.all(answers)).map((ms) => ms / 1000);
    const { lost, outOfOrder, sentPerSecond } = await crowd.judge(await system.sandbox.arrivals());
    const refused = await crowd.percentRefused();
    await emitter.close();
    await system.stop();
    return [
      { figure: 'sent', unit: '1/s', samples: [sentPerSecond] },
      { figure: 'refused for the rate', unit: '%', samples: [refused], bar: atMost(1) },
      { figure: 'lost', unit: 'sends', samples: [lost], bar: atMost(0) },
      { figure: 'out of order', unit: 'sends', samples: [outOfOrder], bar: atMost(0) },
      { figure: 'slowest answer to a reply', unit: 's', samples: [Math.max(...seconds)], bar: below(3) },
    ];
  },
};

/** Lets a contact who was asked reply. Resolves with the milliseconds until the answer has arrived. */
async function answerTo({ sandbox }: System, phone: string): Promise<number> {
  const said = Date.now();
  await sandbox.says(phone, 'Yes');
  return awaiting<number>({ what: 'the answer to a reply', withinMs: 120_000, everyMs: 50 }, async () => {
    const [, answer] = await sandbox.arrivals(phone);
    return answer ? { found: answer.at - said } : { seen: 'none' };
  });
}
