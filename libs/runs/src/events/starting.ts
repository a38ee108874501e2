import {
  armingOf,
  claimOf,
  matchTriggers,
  occasionOf,
  rearmingTrigger,
  triggerKey,
  type MatchedTrigger,
  type MatchingAutomation,
  type TriggerFacts,
} from '@threadline/automation';
import { runIdOf } from '@threadline/contracts';
import { findRun, type Run } from '@threadline/persistence';
import { think } from '../advancing/decisions.js';
import type { Catalog, PublishedVersion } from '../catalog/catalog.js';
import type { Endings } from '../ending/endings.js';
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
  facts: TriggerFacts;
}

/** An automation an event would start, by one of its triggers. */
export interface Matching {
  published: PublishedVersion;
  trigger: MatchedTrigger;
  /** The cart, order or booking the event is about; empty without one. */
  key: string;
  /** The run it would be. */
  runId: string;
}

/** One that competes for a message. */
export type Competing = Matching & { match: MatchingAutomation };

type Fired = Matching & { starting: StartingEvent; live: readonly Run[] };

/** Lets an event start, arm or move runs of the published automations. */
export class Starting {
  constructor(private readonly parts: { catalog: Catalog; endings: Endings; entries: Entries }) {}

  /** Every automation the event would start. */
  matching(starting: StartingEvent, all: readonly PublishedVersion[]): Matching[] {
    return all.flatMap((published) =>
      think(() => matchTriggers(starting.event, published.definition, starting.facts)).map((trigger) => ({
        published,
        trigger,
        key: think(() => triggerKey(trigger, starting.event)) ?? '',
        runId: runIdOf(published.automationId, trigger.id, causeOf(trigger, starting)),
      })),
    );
  }

  /** The same of a message, of which only one may take it: the router says which, by what they claim it. */
  async competing(work: Work, starting: StartingEvent, all: readonly PublishedVersion[]): Promise<Competing[]> {
    const competing: Competing[] = [];
    for (const matching of this.matching(starting, all)) {
      const { published, trigger, runId } = matching;
      const claim = claimOf(trigger) ?? { by: 'other', priority: 0 };
      const isOncePerOccasion = occasionOf(trigger, starting.event, starting.facts) !== undefined;
      const hasAnswered = isOncePerOccasion && (await findRun(work.tx, runId)) !== undefined;
      const match = { automationId: published.automationId, triggerId: trigger.id, ...claim, hasAnswered };
      competing.push({ ...matching, match });
    }
    return competing;
  }

  /** Fires one trigger: its run enters, is armed or moves, or it is recorded why not. */
  async fire(work: Work, fired: Fired): Promise<void> {
    const { published, live, key } = fired;
    const all = live.filter(
      (run) => run.state === 'armed' && run.automationId === published.automationId && run.key === key,
    );
    const armed =
      all.find(({ heldSeq }) => heldSeq === null) ?? all.find(({ triggerId }) => triggerId === fired.trigger.id);
    await this.arm(work, fired, armed);
  }

  /** Moves the armed runs that the event is news for though it need not arm any. Returns those runs. */
  async move(work: Work, { starting, live }: { starting: StartingEvent; live: readonly Run[] }): Promise<Run[]> {
    const moved: Run[] = [];
    for (const run of live.filter(({ state }) => state === 'armed')) {
      const published = await this.parts.catalog.version(work.tx, run.automationId, run.version);
      const trigger = think(() => rearmingTrigger(starting.event, published.definition, run));
      if (!trigger) continue;
      await this.arm(work, { starting, published, trigger, key: run.key, runId: run.id }, run);
      moved.push(run);
    }
    return moved;
  }

  private async arm(work: Work, fired: Omit<Fired, 'live'>, armed: Run | undefined): Promise<void> {
    const { entries, endings } = this.parts;
    const { event, zone } = fired.starting;
    const arming = think(() => armingOf(fired.trigger, event, { now: work.now, zone, armed: armed?.eventTime }));
    if (arming.kind === 'enter') await entries.enterNow(work, candidateOf(fired));
    else if (arming.kind === 'arm') await entries.arm(work, candidateOf(fired), arming.until);
    else if (arming.kind === 'rearm' && armed) await entries.rearm(work, armed, { until: arming.until, event });
    else if (arming.kind === 'disarm' && armed) {
      const fact = { kind: 'exit', at: work.now, reason: 'exit_event', because: arming.because } as const;
      await endings.endAndRing(work, armed, { fact, about: event.id });
    } else if (arming.kind === 'refuse')
      await entries.refuse(work, candidateOf(fired), { reason: arming.reason, detail: arming.because });
  }
}

/** What makes a run the same one when it comes again: the event, or the occasion a trigger fires once for. */
function causeOf(trigger: MatchedTrigger, { event, facts, workspaceId, contactId }: StartingEvent): string {
  const occasion = think(() => occasionOf(trigger, event, facts));
  return occasion === undefined ? `${workspaceId}/${event.id}` : `${contactId}/${occasion}`;
}

function candidateOf({ starting, published, trigger, key, runId }: Omit<Fired, 'live'>): Candidate {
  return {
    id: runId,
    workspaceId: starting.workspaceId,
    automationId: published.automationId,
    automationSlug: published.slug,
    version: published.version,
    contactId: starting.contactId,
    triggerId: trigger.id,
    key,
    triggerEvent: starting.event,
    causationDepth: starting.causationDepth,
  };
}
