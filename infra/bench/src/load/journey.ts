import { awaiting } from '@threadline/local';
import { cpuOf, usedBetween } from '../measure/cpu.js';
import { numberFrom } from '../system/database.js';
import { templateName, type System } from '../system/system.js';
import { cartOf, phoneOf, type Emitter } from './carts.js';

const send = (next: string | null) => ({
  type: 'send_template',
  template: templateName,
  language: 'en',
  variables: { 1: "{{ contact.firstName | default: 'there' }}" },
  next,
});

/** What every automation of the bench begins with: a cart of whoever it is. */
export const onCart = (name: string) => ({
  name,
  triggers: [{ id: 'cart', type: 'shop', event: 'cart.updated', key: 'data.cartId' }],
  settings: { category: 'utility', timeZone: 'contact' },
});

/** The reference journey: entry → send → 1 s → send → end. */
export const referenceJourney = {
  ...onCart('Reference journey'),
  start: 'remind',
  steps: { remind: send('pause'), pause: { type: 'delay', for: 'PT1S', next: 'last' }, last: send(null) },
};

/** Runs that began together: how many ended a second, and what each cost. */
export interface Burst {
  readonly runsPerSecond: number;
  /** Processor time a run, in milliseconds, by part. */
  readonly cpuMsPerRun: Readonly<Record<string, number>>;
}

const endsWithinMs = 300_000;

/** Carts of so many contacts come at once, and each runs through a journey to its end. */
export class Journeys {
  private contacts = 0;

  constructor(
    private readonly system: System,
    private readonly emitter: Emitter,
    private readonly automationId: string,
  ) {}

  static async publish(system: System, emitter: Emitter): Promise<Journeys> {
    return new Journeys(system, emitter, await system.admin.publish(referenceJourney));
  }

  async burst(count: number): Promise<Burst> {
    const { servers, parts } = this.system;
    const carts = Array.from({ length: count }, () => this.nextCart());
    const before = await this.ended();
    const cpu = await cpuOf(servers.folder, parts);
    const begin = performance.now();
    await this.emitter.emit(carts);
    await this.untilEnded(before + count);
    const seconds = (performance.now() - begin) / 1000;
    const used = usedBetween(cpu, await cpuOf(servers.folder, parts));
    const cpuMsPerRun = Object.fromEntries(Object.entries(used).map(([part, ms]) => [part, ms / count]));
    return { runsPerSecond: count / seconds, cpuMsPerRun };
  }

  /** A cart of a contact who was not there before. */
  nextCart() {
    return cartOf(this.system.workspace.id, phoneOf(this.contacts++));
  }

  /** How many of the journeys have ended so far. */
  ended(): Promise<number> {
    const sql = `select count(*) from run where workspace_id = $1 and automation_id = $2 and state = 'completed'`;
    return numberFrom(this.system.database.pool, sql, [this.system.workspace.id, this.automationId]);
  }

  async untilEnded(count: number): Promise<void> {
    await awaiting({ what: `${count} ended journeys`, withinMs: endsWithinMs, everyMs: 50 }, async () => {
      const ended = await this.ended();
      return ended >= count ? { found: true } : { seen: String(ended) };
    });
  }
}
