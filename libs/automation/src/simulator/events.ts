import type { ExitFact, GoalFact } from '../engine/fact.js';
import type { TriggerEvent } from '../engine/world.js';
import { disposition, endingOf } from '../entering/disposition.js';
import { matchTriggers } from '../triggers/firing.js';
import { orderPlaced, type Crediting } from './crediting.js';
import type { Endings } from './endings.js';
import type { Entries } from './entries.js';
import type { Scene } from './scene.js';
import type { SimulatedRun } from './simulated-run.js';

/** What outside systems tell: orders are credited, runs end or hear of it, and triggers fire. Goal before exit, ends before starts. */
export class Events {
  private readonly seen = new Set<string>();

  constructor(
    private readonly scene: Scene,
    private readonly parts: { crediting: Crediting; endings: Endings; entries: Entries },
  ) {}

  handle(event: TriggerEvent): void {
    if (this.seen.has(event.id)) return;
    this.seen.add(event.id);
    const credited = this.parts.crediting.credit(event);
    for (const run of this.scene.live) this.end(run, event, credited);
    for (const run of this.scene.live) hear(run, event, this.scene.now);
    for (const trigger of matchTriggers(event, this.scene.definition)) this.parts.entries.fire(trigger, event);
  }

  private end(run: SimulatedRun, event: TriggerEvent, credited: SimulatedRun | undefined): void {
    const meant = disposition(event, this.scene.definition, run);
    const isCredited = event.type !== orderPlaced || run === credited;
    const ending = meant && endingOf(meant, { isCredited, isCreditedElsewhere: credited !== undefined });
    if (ending === undefined) return;
    const because = `${event.type} ${event.id}`;
    const at = this.scene.now;
    const fact: GoalFact | ExitFact =
      ending === 'goal' ? { kind: 'goal', at, because } : { kind: 'exit', at, reason: 'exit_event', because };
    this.parts.endings.end(run, fact);
  }
}

/** Puts an event into the inbox of an active run that listens to its type. */
export function hear(run: SimulatedRun, { id, type, data }: Omit<TriggerEvent, 'time'>, at: number): void {
  if (run.state !== 'active') return;
  const listens = run.runState?.tokens.flatMap(({ listen }) => listen) ?? [];
  if (listens.some((listen) => listen.kind === 'event' && listen.type === type))
    run.inbox.push({ kind: 'event', at, id, type, data });
}
