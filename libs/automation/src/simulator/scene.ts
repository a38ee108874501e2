import type { Instant } from '@threadline/domain';
import type { TemplateStatus } from '../sending/may-send.js';
import type { World } from '../engine/world.js';
import type { AutomationDefinition } from '../language/definition.js';
import type { Budget } from './bounds.js';
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
  now: Instant;

  constructor(
    readonly simulation: Simulation,
    readonly budget: Budget,
  ) {
    this.definition = simulation.definition;
    this.contact = new ContactAtHand(simulation);
    this.narration = new Narration(this.contact.contact.timeZone, budget);
    this.templates = new Map(Object.entries(simulation.templates));
    this.now = Date.parse(simulation.start);
  }

  get live(): SimulatedRun[] {
    return this.runs.filter(isLive);
  }

  /** A line of a run's timeline, now. */
  say(run: SimulatedRun | undefined, line: { what: string; why: string; saw?: Record<string, unknown> }): void {
    this.narration.say(run?.id, { at: this.now, ...line });
  }

  /** The snapshot that steps and rules read. */
  worldOf({ id, key, trigger, messages, enteredAt }: SimulatedRun): World {
    return {
      ...this.contact.snapshot(),
      messages: messages.map(({ stepId, turn, status, replied }) => ({ stepId, turn, status, replied })),
      trigger,
      run: {
        id: `${id}-${this.simulation.seed}`,
        automationId: 'automation',
        enteredAt: enteredAt ?? this.now,
        key,
      },
    };
  }
}
