import type { Simulation } from '@threadline/automation';
import { addDuration } from '@threadline/domain';
import { FixedClock } from '@threadline/platform';
import { Stage } from '@threadline/runs/testing';
import type { Played } from './played.js';
import { Production } from './production.js';

/** What became of a course, and by which ids. */
export interface PlayedInProduction {
  played: Played;
  ids: { contact: string; automation: string; runs: string[] };
}

/** Plays a course with production's use cases on a real database; a test holds the clock and wakes the runs. */
export async function playByHand(simulation: Simulation, url: string | undefined): Promise<PlayedInProduction> {
  const stage = await Stage.open(url);
  try {
    const production = new Production(stage, simulation);
    const time = new TimeByHand(production, Date.parse(simulation.start));
    await production.setUp();
    await time.play(simulation);
    const runs = await production.runIds();
    const ids = { contact: production.contactId, automation: production.automationId, runs };
    return { played: await production.played(), ids };
  } finally {
    await stage.close();
  }
}

class TimeByHand {
  private readonly clock: FixedClock;

  constructor(
    private readonly production: Production,
    private readonly start: number,
  ) {
    const { clock } = production.stage;
    if (!(clock instanceof FixedClock)) throw new Error('a test holds the clock');
    this.clock = clock;
    clock.set(start);
  }

  async play({ timeline, until, contact: { timeZone = 'UTC' } }: Simulation): Promise<void> {
    const moment = (duration: string) => addDuration(this.start, duration, timeZone);
    const entries = timeline.map((entry, nth) => ({ entry, nth, at: moment(entry.at) })).sort((a, b) => a.at - b.at);
    for (const { entry, nth, at } of entries) {
      await this.passUntil(at);
      const id = ('event' in entry ? entry.event.id : undefined) ?? `event-${nth + 1}`;
      await this.production.happen(entry, { id, now: at, start: this.start });
      await this.settle();
    }
    await this.passUntil(moment(until));
    await this.settle();
  }

  private async passUntil(end: number): Promise<void> {
    for (let due = await this.production.wakeAt(); due < end; due = await this.production.wakeAt()) {
      this.clock.set(Math.max(due, this.clock.now()));
      await this.settle();
    }
    this.clock.set(end);
  }

  /** Wakes whoever has something to do, until nobody has. */
  private async settle(): Promise<void> {
    const { production, clock } = this;
    const { temporal } = production.stage;
    for (;;) {
      const rung = temporal.rung.splice(0).flatMap(({ workflowId }) => workflowId.split('/').at(-1) ?? []);
      const restless = rung.length > 0 ? rung : (await production.restless(clock.now())).slice(0, 1);
      for (const runId of restless) await production.stage.drive(runId);
      if (restless.length === 0 && !(await this.hearEchoes())) return;
    }
  }

  /** Lets what was changed come back as events. Says whether somebody has something to do now. */
  private async hearEchoes(): Promise<boolean> {
    const { stage } = this.production;
    await stage.echoes();
    return stage.temporal.rung.length > 0 || (await this.production.restless(this.clock.now())).length > 0;
  }
}
