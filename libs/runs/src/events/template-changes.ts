import type { EventFact } from '@threadline/automation';
import { putFact, runsParkedOnTemplate } from '@threadline/persistence';
import { oweRing } from '../temporal/owing.js';
import type { Work, Workbench } from '../work.js';

/** A template whose status has changed. */
export interface ChangedTemplate {
  workspaceId: string;
  name: string;
  language: string;
  status: string;
  /** The event that told of it. */
  eventId: string;
}

/** Wakes runs whose messages wait for a template. */
export class TemplateChanges {
  constructor(private readonly workbench: Workbench) {}

  /** Applies the change by `write`, then tells every run that is parked on the template. Returns how many those are. */
  apply(now: number, write: (work: Work) => Promise<ChangedTemplate[]>): Promise<number> {
    return this.workbench.run(now, async (work) => {
      let woken = 0;
      for (const changed of await write(work)) woken += await this.wake(work, changed);
      return woken;
    });
  }

  private async wake(work: Work, changed: ChangedTemplate): Promise<number> {
    const runs = await runsParkedOnTemplate(work.tx, changed);
    const { name, language, status } = changed;
    const fact: EventFact = {
      kind: 'event',
      at: work.now,
      id: changed.eventId,
      type: 'template.status_changed',
      data: { name, language, status },
    };
    for (const run of runs) {
      await putFact(work.tx, run.id, fact);
      await oweRing(work, run, { signal: 'eventArrived', about: changed.eventId });
    }
    return runs.length;
  }
}
