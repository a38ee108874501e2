import { awaiting } from '@threadline/local';
import { numberFrom } from '../system/database.js';
import type { Arrival } from '../system/sandbox-number.js';
import type { System } from '../system/system.js';
import { cartOf, phoneOf, type Emitter } from './carts.js';
import { onCart, sendThen } from './definitions.js';

/** A send for each cart, which says the how manyth it is for its contact. */
const offer = {
  ...onCart('Offer'),
  entry: { mode: 'always', per: 'key' },
  start: 'offer',
  steps: { offer: { ...sendThen(null), variables: { 1: 'offer {{ trigger.data.nth }}' } } },
};

/** Many contacts, each with several sends that all wait for the number at the same time. */
export class Crowd {
  private constructor(
    private readonly system: System,
    private readonly automationId: string,
    private readonly size: { readonly contacts: number; readonly sendsEach: number },
  ) {}

  static async publish(system: System, size: Crowd['size']): Promise<Crowd> {
    return new Crowd(system, await system.admin.publish(offer), size);
  }

  get sends(): number {
    return this.size.contacts * this.size.sendsEach;
  }

  /** Every contact's carts, the first of all before the second of any. Resolves once every run has entered and its workflow is started. */
  async gather(emitter: Emitter): Promise<void> {
    const { contacts, sendsEach } = this.size;
    const workspaceId = this.system.workspace.id;
    for (let nth = 1; nth <= sendsEach; nth++)
      await emitter.emit(
        Array.from({ length: contacts }, (_, who) =>
          cartOf(workspaceId, phoneOf(who), { automation: offer.name, nth }),
        ),
      );
    await awaiting({ what: `${this.sends} runs`, withinMs: 900_000, everyMs: 500 }, async () => {
      const entered = await this.entered();
      return entered >= this.sends ? { found: true } : { seen: String(entered) };
    });
  }

  /** Resolves once this share of the sends was accepted, or all of them. */
  async untilSent(share = 1): Promise<void> {
    const wanted = Math.ceil(this.sends * share);
    await awaiting({ what: `${wanted} accepted sends`, withinMs: 900_000, everyMs: 200 }, async () => {
      const count = await this.countOf('count(*)', `m.status not in ('planned', 'sending', 'unknown')`);
      return count >= wanted ? { found: true } : { seen: String(count) };
    });
  }

  /** How often WhatsApp said that it is too much, of a hundred sends. */
  async percentRefused(): Promise<number> {
    const refused = await this.countOf('coalesce(sum(m.refusals), 0)', 'true');
    return (100 * refused) / this.sends;
  }

  /** Of what has arrived: how many sends are missing, and how many came after one of the same contact that was to go out later. */
  async judge(arrivals: readonly Arrival[]): Promise<{ lost: number; outOfOrder: number; sentPerSecond: number }> {
    const { rows } = await this.system.database.pool.query<{ id: string; intended: Date }>(
      `select m.id, m.intended_at as intended from message m join run r on r.id = m.run_id
       where r.workspace_id = $1 and r.automation_id = $2`,
      [this.system.workspace.id, this.automationId],
    );
    const intended = new Map(rows.map((row) => [row.id, row.intended.getTime()]));
    const offers = arrivals.filter(({ callbackId = '' }) => intended.has(callbackId));
    const last = new Map<string, number>();
    let outOfOrder = 0;
    for (const { to, callbackId = '' } of offers) {
      const at = intended.get(callbackId) ?? NaN;
      if (at < (last.get(to) ?? 0)) outOfOrder++;
      last.set(to, at);
    }
    const seconds = ((offers.at(-1)?.at ?? NaN) - (offers[0]?.at ?? NaN)) / 1000;
    const arrived = new Set(offers.map(({ callbackId }) => callbackId)).size;
    return { lost: this.sends - arrived, outOfOrder, sentPerSecond: offers.length / seconds };
  }

  private entered(): Promise<number> {
    const sql = `select count(*) from run r where workspace_id = $1 and automation_id = $2
                 and not exists (select from dispatch d where d.run_id = r.id)`;
    return numberFrom(this.system.database.pool, sql, [this.system.workspace.id, this.automationId]);
  }

  private countOf(what: string, condition: string): Promise<number> {
    const sql = `select ${what} from message m join run r on r.id = m.run_id
                 where r.workspace_id = $1 and r.automation_id = $2 and ${condition}`;
    return numberFrom(this.system.database.pool, sql, [this.system.workspace.id, this.automationId]);
  }
}
