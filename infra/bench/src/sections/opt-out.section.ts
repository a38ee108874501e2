import { setTimeout as pause } from 'node:timers/promises';
import type { Bench, Section } from '../bench.js';
import { Emitter } from '../load/carts.js';
import { sleepForAMonth } from '../load/definitions.js';
import { paced } from '../load/paced.js';
import { Runs } from '../load/runs.js';
import { textWebhook, WebhookPoster } from '../load/webhooks.js';
import { below } from '../report/figure.js';
import { percentile } from '../report/statistics.js';
import { startSystem, type System } from '../system/system.js';

const sleepers = 200;
const perSecond = 10;
const lookEveryMs = 10;
const connections = 8;
const exitWithinMs = 60_000;

/** From the webhook of a STOP to the moment at which somebody else sees the exited run, during a wait of 30 days. */
export const optOut: Section = {
  name: 'opt-out',
  about: 'from the webhook of a STOP to the exited run, during a wait of 30 days',
  servers: true,

  async measure(bench: Bench) {
    const emitter = await Emitter.open(bench.servers.addresses.kafkaBrokers);
    const system = await startSystem(bench.servers, 'opt_out');
    const poster = new WebhookPoster(system.gateway.url, connections);
    const runs = await Runs.publish(system, emitter, sleepForAMonth);
    const samples: number[][] = [];
    for (let repeat = 0; repeat < bench.repeats; repeat++) {
      bench.tell(`${repeat + 1} of ${bench.repeats}`);
      const phones = runs.nextPhones(bench.sized(sleepers));
      await runs.enter(phones, 'waiting');
      const exits = new Exits(system);
      const watching = exits.watch(phones.length);
      await paced(phones.length, perSecond, (nth) => {
        const phone = phones[nth] ?? '';
        exits.begin(phone);
        return poster.post(textWebhook(system.workspace, bench.servers.appSecret, phone, 'STOP'));
      });
      samples.push(await watching);
    }
    await Promise.all([emitter.close(), poster.close()]);
    await system.stop();
    const at = (share: number) => samples.map((delays) => percentile(delays, share));
    return [
      { figure: 'p50', unit: 'ms', samples: at(0.5) },
      { figure: 'p99', unit: 'ms', samples: at(0.99), bar: below(1_000) },
    ];
  },
};

/** When runs are first seen to have exited. */
class Exits {
  private readonly begun = new Map<string, number>();
  private readonly taken = new Map<string, number>();

  constructor(private readonly system: System) {}

  begin(phone: string): void {
    this.begun.set(phone, performance.now());
  }

  /** Looks until as many contacts have left. Gives how long each took. */
  async watch(count: number): Promise<number[]> {
    const end = performance.now() + exitWithinMs;
    while (this.taken.size < count) {
      await this.look();
      if (performance.now() > end) throw new Error(`${this.taken.size} of ${count} have exited`);
      await pause(lookEveryMs);
    }
    return [...this.taken.values()];
  }

  private async look(): Promise<void> {
    const open = [...this.begun.keys()].filter((phone) => !this.taken.has(phone));
    const { rows } = await this.system.database.pool.query<{ value: string }>(
      `select i.value from contact_identity i join run r on r.contact_id = i.contact_id
       where i.workspace_id = $1 and i.kind = 'phone' and i.value = any($2) and r.state = 'exited'`,
      [this.system.workspace.id, open],
    );
    for (const { value } of rows) this.taken.set(value, performance.now() - (this.begun.get(value) ?? NaN));
  }
}
