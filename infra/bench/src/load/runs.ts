import { awaiting } from '@threadline/local';
import { numberFrom } from '../system/database.js';
import type { System } from '../system/system.js';
import { cartOf, phoneOf, type Emitter } from './carts.js';

/** Where runs of an automation are, as SQL over `run`. */
export const standing = {
  waiting: `state = 'active' and wake_at > now()`,
  /** Its question has gone out. */
  asked: `state = 'active' and asked_seq is not null`,
  ended: `state in ('completed', 'exited')`,
} as const;
export type Standing = keyof typeof standing;

const reachedWithinMs = 900_000;

/** Runs of one automation, which carts of contacts start. Every contact is one who was not there before. */
export class Runs {
  private constructor(
    readonly system: System,
    readonly emitter: Emitter,
    readonly automationId: string,
    private readonly automation: string,
    private readonly contacts: { next: number },
  ) {}

  /** @param from the first contact, so that those of two automations differ */
  static async publish(system: System, emitter: Emitter, definition: { name: string }, from = 0): Promise<Runs> {
    return new Runs(system, emitter, await system.admin.publish(definition), definition.name, { next: from });
  }

  nextPhones(count: number): string[] {
    return Array.from({ length: count }, () => phoneOf(this.contacts.next++));
  }

  /** Resolves once Kafka has the cart of each. */
  cartsOf(phones: readonly string[], told: Readonly<Record<string, unknown>> = {}): Promise<void> {
    return this.emitter.emit(
      phones.map((phone) => cartOf(this.system.workspace.id, phone, { ...told, automation: this.automation })),
    );
  }

  count(where: Standing): Promise<number> {
    const { database, workspace } = this.system;
    const sql = `select count(*) from run where workspace_id = $1 and automation_id = $2 and ${standing[where]}`;
    return numberFrom(database.pool, sql, [workspace.id, this.automationId]);
  }

  /** Lets contacts enter, and resolves once as many more runs stand there. Gives how many came there a second. */
  async enter(
    phones: readonly string[],
    where: Standing,
    told: Readonly<Record<string, unknown>> = {},
  ): Promise<number> {
    const before = await this.count(where);
    const begin = performance.now();
    await this.cartsOf(phones, told);
    await this.untilCount(where, before + phones.length);
    return phones.length / ((performance.now() - begin) / 1000);
  }

  async untilCount(where: Standing, wanted: number): Promise<void> {
    const wait = { what: `${wanted} runs ${where}`, withinMs: reachedWithinMs, everyMs: 50 };
    await awaiting(wait, async () => {
      const count = await this.count(where);
      return count >= wanted ? { found: true } : { seen: String(count) };
    });
  }
}
