import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { SimulationResult } from '@threadline/automation';
import { findAutomation, findVersion } from '@threadline/persistence';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { RequestProblem } from '../../http/problem.js';
import { placeOf } from '../../http/problem-of.js';
import { Id } from '../id.schema.js';
import { SimulationThread, ThreadEnded } from './simulation-thread.js';

const Published = z.looseObject({
  automationId: Id,
  version: z
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1),
});

/** The time a simulation may take; those that only take many decisions end earlier, and tell how far they came. */
const withinMs = 5_000;
/** Simulations that may wait for their turn. */
const longestQueue = 50;

/** Simulates automations, one at a time and in a thread, so that none can hold up the API. */
@Injectable()
export class SimulationsService implements OnModuleDestroy {
  private thread: SimulationThread | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(private readonly dataSource: DataSource) {}

  /** Throws RequestProblem, with every place that is wrong. */
  async simulate(workspaceId: string, written: unknown): Promise<SimulationResult> {
    const given = await this.withDefinition(workspaceId, written);
    const answer = await this.inTurn(() => this.inThread(given));
    if (answer.ok) return answer.result;
    throw new RequestProblem('invalid_simulation', 'This cannot be simulated', answer.problems.map(placeOf));
  }

  async onModuleDestroy(): Promise<void> {
    await this.thread?.end();
  }

  /** A simulation of a published version gets that version's definition. */
  private async withDefinition(workspaceId: string, written: unknown): Promise<unknown> {
    if (typeof written !== 'object' || written === null || !('automationId' in written)) return written;
    const published = Published.safeParse(written);
    if (!published.success || 'definition' in written) throw halfPublished;
    const { automationId, version, ...script } = published.data;
    const tx = this.dataSource.manager;
    const isTheirs = await findAutomation(tx, workspaceId, automationId);
    if (!isTheirs) throw new RequestProblem('automation_not_found', `There is no automation ${automationId}`);
    const row = await findVersion(tx, automationId, version);
    if (!row) throw new RequestProblem('version_not_found', `Automation ${automationId} has no version ${version}`);
    return { ...script, definition: row.definition };
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting >= longestQueue) throw busy;
    this.waiting += 1;
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined).finally(() => (this.waiting -= 1));
    return turn;
  }

  private async inThread(given: unknown) {
    this.thread ??= new SimulationThread();
    try {
      return await this.thread.simulate(given, withinMs);
    } catch (error) {
      this.thread = undefined;
      throw error instanceof ThreadEnded ? tooMuch : error;
    }
  }
}

const halfPublished = new RequestProblem('invalid_simulation', 'Send either a definition, or a published version', [
  {
    pointer: '/automationId',
    code: 'invalid_form',
    message:
      'a published version is named by "automationId", its id, and "version", a whole number, without "definition"',
  },
]);
const tooMuch = new RequestProblem(
  'simulation_too_large',
  'The simulation took too long or too much memory: shorten the definition, its expressions or the timeline',
);
const busy = new RequestProblem('unavailable', 'Too many simulations wait for their turn: try again in a moment');
