import type { Simulation } from '@threadline/automation';
import { FixedClock } from '@threadline/platform';
import { Stage } from '@threadline/runs/testing';
import { play, type PlayedInProduction, type Time } from './play.js';
import { Production } from './production.js';

/** Plays a course with production's use cases on a real database; a test holds the clock and wakes the runs. */
export async function playByHand(simulation: Simulation, url: string | undefined): Promise<PlayedInProduction> {
  const stage = await Stage.open(url);
  try {
    const production = new Production(stage, simulation);
    return await play(production, simulation, new TimeByHand(production, Date.parse(simulation.start)));
  } finally {
    await stage.close();
  }
}

class TimeByHand implements Time {
  private readonly clock: FixedClock;

  constructor(
    private readonly production: Production,
    start: number,
  ) {
    const { clock } = production.stage;
    if (!(clock instanceof FixedClock)) throw new Error('a test holds the clock');
    this.clock = clock;
    clock.set(start);
  }

  passUntil(moment: number): Promise<void> {
    this.clock.set(Math.max(moment, this.clock.now()));
    return Promise.resolve();
  }

  /** Wakes whoever has something to do, until nobody has. */
  async settle(): Promise<void> {
    const { production, clock } = this;
    const { temporal } = production.stage;
    for (;;) {
      const rung = temporal.rung.splice(0).flatMap(({ workflowId }) => workflowId.split('/').at(-1) ?? []);
      const restless = rung.length > 0 ? rung : (await production.records.restless(clock.now())).slice(0, 1);
      for (const runId of restless) await production.stage.drive(runId);
      if (restless.length === 0 && !(await this.hearEchoes())) return;
    }
  }

  /** Lets what was changed come back as events. Says whether somebody has something to do now. */
  private async hearEchoes(): Promise<boolean> {
    const { stage } = this.production;
    await stage.echoes();
    return stage.temporal.rung.length > 0 || (await this.production.records.restless(this.clock.now())).length > 0;
  }
}
