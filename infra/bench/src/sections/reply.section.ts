import type { Bench, Section } from '../bench.js';
import { Emitter } from '../load/carts.js';
import { askAndAnswer } from '../load/definitions.js';
import { Delays, middleAndWorst, type Middle } from '../load/delays.js';
import { paced } from '../load/paced.js';
import { Runs } from '../load/runs.js';
import { textWebhook, WebhookPoster } from '../load/webhooks.js';
import { startSystem } from '../system/system.js';
import { delayFigures, share } from './entry.section.js';

const warmUp = 40;
const burst = 120;
const replies = 200;
const connections = 32;

/** From the signed webhook of a reply to the next send, while replies come at half of the greatest rate. */
export const reply: Section = {
  name: 'reply',
  about: 'from the signed webhook of a reply to the next send, at half of the greatest rate',
  servers: true,

  async measure(bench: Bench) {
    const { servers } = bench;
    const emitter = await Emitter.open(servers.addresses.kafkaBrokers);
    const system = await startSystem(servers, 'reply');
    const poster = new WebhookPoster(system.gateway.url, connections);
    const runs = await Runs.publish(system, emitter, askAndAnswer);
    const ask = async (count: number): Promise<string[]> => {
      const phones = runs.nextPhones(count);
      await runs.enter(phones, 'asked');
      return phones;
    };
    const answer = (phone: string) => poster.post(textWebhook(system.workspace, servers.appSecret, phone, 'yes'));
    const rateOf = async (phones: string[]): Promise<number> => {
      const begin = performance.now();
      const before = await runs.count('ended');
      await paced(phones.length, Infinity, (nth) => answer(phones[nth] ?? ''));
      await runs.untilCount('ended', before + phones.length);
      return phones.length / ((performance.now() - begin) / 1000);
    };
    await rateOf(await ask(warmUp));
    const samples: (Middle & { rate: number })[] = [];
    for (let repeat = 0; repeat < bench.repeats; repeat++) {
      bench.tell(`${repeat + 1} of ${bench.repeats}`);
      const rate = (await rateOf(await ask(bench.sized(burst)))) * share;
      const phones = await ask(bench.sized(replies));
      const delays = new Delays(system.sandbox);
      await paced(phones.length, rate, (nth) => {
        const phone = phones[nth] ?? '';
        delays.begin(phone);
        return answer(phone);
      });
      samples.push({ ...middleAndWorst(await delays.ended()), rate });
    }
    await Promise.all([emitter.close(), poster.close()]);
    await system.stop();
    return delayFigures(samples, 'replies/s');
  },
};
