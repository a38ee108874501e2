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

const nthOf = ({ text }: Arrival): number => Number(/offer (\d+)/.exec(text)?.[1]);

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

  /** WhatsApp asks the number to send nothing for so long. */
  async rest(ms: number): Promise<void> {
    const cursors = ['next_slot_at', 'next_answer_slot_at'].map((cursor) => `${cursor} = now() + $1 * interval '1 ms'`);
    const sql = `update phone_number set ${cursors.join(', ')} where workspace_id = $2`;
    await this.system.database.pool.query(sql, [ms, this.system.workspace.id]);
  }

  /** Every contact's carts, the first of all before the second of any. Resolves once every send is planned. */
  async gather(emitter: Emitter): Promise<void> {
    const { contacts, sendsEach } = this.size;
    const workspaceId = this.system.workspace.id;
    for (let nth = 1; nth <= sendsEach; nth++)
      await emitter.emit(
        Array.from({ length: contacts }, (_, who) =>
          cartOf(workspaceId, phoneOf(who), { automation: offer.name, nth }),
        ),
      );
    await this.until('planned sends', `true`, 300_000);
  }

  /** Resolves once every send was accepted. */
  async untilSent(): Promise<void> {
    await this.until('accepted sends', `m.status not in ('planned', 'sending', 'unknown')`, 300_000);
  }

  /** How often WhatsApp said that it is too much, of a hundred sends. */
  async percentRefused(): Promise<number> {
    const refused = await this.countOf('coalesce(sum(m.refusals), 0)', 'true');
    return (100 * refused) / this.sends;
  }

  /** Of what has arrived: how many offers are missing, and how many came after a later one of the same contact. */
  judge(arrivals: readonly Arrival[]): { lost: number; outOfOrder: number; sentPerSecond: number } {
    const offers = arrivals.filter((arrival) => nthOf(arrival) > 0);
    const last = new Map<string, number>();
    let outOfOrder = 0;
    for (const arrival of offers) {
      if (nthOf(arrival) <= (last.get(arrival.to) ?? 0)) outOfOrder++;
      last.set(arrival.to, nthOf(arrival));
    }
    const seconds = ((offers.at(-1)?.at ?? NaN) - (offers[0]?.at ?? NaN)) / 1000;
    return { lost: this.sends - offers.length, outOfOrder, sentPerSecond: offers.length / seconds };
  }

  private async until(what: string, condition: string, withinMs: number): Promise<void> {
    await awaiting({ what: `${this.sends} ${what}`, withinMs, everyMs: 200 }, async () => {
      const count = await this.countOf('count(*)', condition);
      return count >= this.sends ? { found: true } : { seen: String(count) };
    });
  }

  private countOf(what: string, condition: string): Promise<number> {
    const sql = `select ${what} from message m join run r on r.id = m.run_id
                 where r.workspace_id = $1 and r.automation_id = $2 and ${condition}`;
    return numberFrom(this.system.database.pool, sql, [this.system.workspace.id, this.automationId]);
  }
}
