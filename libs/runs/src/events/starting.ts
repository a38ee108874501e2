import {
  armedMoment,
  matchTriggers,
  triggerKey,
  type MatchedTrigger,
  type MatchingAutomation,
} from '@threadline/automation';
import { runIdOf } from '@threadline/contracts';
import type { Run } from '@threadline/persistence';
import { think } from '../advancing/decisions.js';
import type { PublishedVersion } from '../catalog/catalog.js';
import type { Candidate, Entries } from '../entering/entries.js';
import type { Work } from '../work.js';

/** An event of a contact, as triggers see it. */
export interface StartingEvent {
  workspaceId: string;
  contactId: string;
  causationDepth: number;
  event: Run['triggerEvent'];
  /** The contact's zone, in which calendar durations are counted. */
  zone: string;
}

/** An automation an event would start, by one of its triggers. */
export interface Matching {
  published: PublishedVersion;
  trigger: MatchedTrigger;
  match: MatchingAutomation;
}

/** Lets an event start, arm or move runs of the published automations. */
export class Starting {
  constructor(private readonly entries: Entries) {}

  /** Every automation the event would start. Of a message only one may take, the router says which. */
  matching({ event }: StartingEvent, all: readonly PublishedVersion[]): Matching[] {
    return all.flatMap((published) =>
      think(() => matchTriggers(event, published.definition)).map((trigger) => ({
        published,
        trigger,
        match: { automationId: published.automationId, triggerId: trigger.id, by: 'phrase' as const, priority: 0 },
      })),
    );
  }

  /** Fires one trigger: its run enters, is armed, or moves. */
  async fire(
    work: Work,
    fired: Omit<Matching, 'match'> & { starting: StartingEvent; live: readonly Run[] },
  ): Promise<void> {
    const { starting, published, trigger, live } = fired;
    const candidate = candidateOf(fired);
    const until = think(() => armedMoment(trigger, starting.event, starting.zone));
    if (until === undefined) {
      await this.entries.enterNow(work, candidate);
      return;
    }
    const armed = live.find(
      (run) => run.state === 'armed' && run.automationId === published.automationId && run.key === candidate.key,
    );
    await this.entries.arm(work, candidate, { until, armed });
  }
}

function candidateOf({
  starting,
  published,
  trigger,
}: {
  starting: StartingEvent;
  published: PublishedVersion;
  trigger: MatchedTrigger;
}): Candidate {
  return {
    id: runIdOf(published.automationId, trigger.id, `${starting.workspaceId}/${starting.event.id}`),
    workspaceId: starting.workspaceId,
    automationId: published.automationId,
    automationSlug: published.slug,
    version: published.version,
    contactId: starting.contactId,
    triggerId: trigger.id,
    key: think(() => triggerKey(trigger, starting.event)) ?? '',
    triggerEvent: starting.event,
    causationDepth: starting.causationDepth,
  };
}
