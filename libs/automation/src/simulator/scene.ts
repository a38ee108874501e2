import type { Instant } from '@threadline/domain';
import type { TemplateStatus } from '../sending/may-send.js';
import type { TriggerEvent, World } from '../engine/world.js';
import type { AutomationDefinition } from '../language/definition.js';
import type { TriggerFacts } from '../triggers/define-trigger.js';
import type { Budget, SimulationHost } from './bounds.js';
import type { News } from './contact-news.js';
import { Narration } from './narration.js';
import { ContactAtHand } from './simulated-contact.js';
import { isLive, type SimulatedRun } from './simulated-run.js';
import type { Simulation } from './simulation.js';

/** All that a simulation is about at a moment: its clock, its contact, its runs, and what was told of them. */
export class Scene {
  readonly definition: AutomationDefinition;
  readonly contact: ContactAtHand;
  readonly narration: Narration;
  readonly runs: SimulatedRun[] = [];
  readonly templates: Map<string, TemplateStatus>;
  readonly warnings = new Set<string>();
  /** Events that may have ended or disarmed runs, for what comes late. */
  readonly endings: TriggerEvent[] = [];
  /** What has changed and was not told to triggers yet. */
  readonly news: { event: TriggerEvent; depth: number }[] = [];
  now: Instant;
  /** How many automations caused the event that is being handled. */
  depth = 0;
  private told = 0;

  constructor(
    readonly simulation: Simulation,
    readonly budget: Budget,
    private readonly ids?: SimulationHost['ids'],
  ) {
    this.definition = simulation.definition;
    this.contact = new ContactAtHand(simulation, ids?.contact);
    this.narration = new Narration(this.zone, budget);
    this.templates = new Map(Object.entries(simulation.templates));
    this.now = Date.parse(simulation.start);
  }

  get zone(): string {
    return this.contact.contact.timeZone;
  }

  get triggerFacts(): TriggerFacts {
    return { calendar: this.simulation.calendar };
  }

  get live(): SimulatedRun[] {
    return this.runs.filter(isLive);
  }

  /** A line of a run's timeline, now. */
  say(run: SimulatedRun | undefined, line: { what: string; why: string; saw?: Record<string, unknown> }): void {
    this.narration.say(run?.id, { at: this.now, ...line });
  }

  /** Something a run changed comes back as an event. */
  tell({ depth }: SimulatedRun, news: News): void {
    this.told += 1;
    this.news.push({ event: { ...news, id: `change-${this.told}`, time: this.now }, depth: depth + 1 });
  }

  /** Runs that are kept at the door are judged again. */
  knock(): void {
    for (const run of this.runs)
      if (run.state === 'armed' && run.armedUntil !== undefined && run.armedUntil <= this.now) run.wakeAt = this.now;
  }

  /** What is known when an event comes, before there is a run. */
  worldBefore(event: TriggerEvent): World {
    const run = { id: '', automationId: this.ids?.automation ?? 'automation', enteredAt: this.now };
    return { ...this.contact.snapshot(), messages: [], trigger: event, run };
  }

  /** The snapshot that steps and rules read. */
  worldOf({ id, key, trigger, messages, enteredAt }: SimulatedRun): World {
    return {
      ...this.contact.snapshot(),
      messages: messages.map(({ stepId, turn, status, replied }) => ({ stepId, turn, status, replied })),
      trigger,
      run: {
        id: this.ids?.runs[this.runs.findIndex((run) => run.id === id)] ?? `${id}-${this.simulation.seed}`,
        automationId: this.ids?.automation ?? 'automation',
        enteredAt: enteredAt ?? this.now,
        key,
      },
    };
  }
}
