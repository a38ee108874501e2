import { runWorkflowId } from '@threadline/contracts';
import { awaiting } from '@threadline/local';
import { cpuOf, usedBetween } from '../measure/cpu.js';
import { numberFrom } from '../system/database.js';
import type { System } from '../system/system.js';
import { cartOf, phoneOf, type Emitted, type Emitter } from './carts.js';
import { referenceJourney } from './definitions.js';

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

  private constructor(
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
  nextCart(): Emitted & { phone: string } {
    const phone = phoneOf(this.contacts++);
    return { phone, ...cartOf(this.system.workspace.id, phone, { automation: referenceJourney.name }) };
  }

  /** How many of the journeys have ended so far. */
  ended(): Promise<number> {
    const sql = `select count(*) from run where workspace_id = $1 and automation_id = $2 and state = 'completed'`;
    return numberFrom(this.system.database.pool, sql, [this.system.workspace.id, this.automationId]);
  }

  /** The journey that ended last, and its workflow. */
  async lastEnded(): Promise<{ runId: string; workflowId: string }> {
    const { rows } = await this.system.database.pool.query<{ id: string; slug: string }>(
      `select run.id, automation.slug from run join automation on automation.id = run.automation_id
       where automation.id = $1 and run.state = 'completed' order by run.ended_at desc limit 1`,
      [this.automationId],
    );
    const [run] = rows;
    if (run === undefined) throw new Error('no journey has ended');
    return { runId: run.id, workflowId: runWorkflowId(run.slug, run.id) };
  }

  /** Everybody who came has gone through. */
  untilAllEnded(): Promise<void> {
    return this.untilEnded(this.contacts);
  }

  async untilEnded(count: number): Promise<void> {
    await awaiting({ what: `${count} ended journeys`, withinMs: endsWithinMs, everyMs: 250 }, async () => {
      const ended = await this.ended();
      return ended >= count ? { found: true } : { seen: String(ended) };
    });
  }
}
