import type { ExitFact, GoalFact } from '../engine/fact.js';
import type { TriggerEvent } from '../engine/world.js';
import { creditedEvent } from '../entering/credits.js';
import { disposition, endingOf } from '../entering/disposition.js';
import { matchTriggers, triggerKey } from '../triggers/firing.js';
import { changeTold } from './contact-news.js';
import type { Crediting } from './crediting.js';
import type { Endings } from './endings.js';
import type { Entries } from './entries.js';
import type { Scene } from './scene.js';
import type { SimulatedRun } from './simulated-run.js';

/** Events caused by more automations than these start nothing. */
const deepest = 10;

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
    const change = changeTold(event);
    if (change) this.scene.contact.change(change);
    this.act(event);
  }

  /** Handles the oldest piece of news of what runs have changed. Says whether there was one. */
  handleNews(): boolean {
    const news = this.scene.news.shift();
    if (!news) return false;
    if (news.depth > deepest) this.scene.warnings.add(`over ${deepest} automations caused each other: no more start`);
    else {
      this.scene.depth = news.depth;
      this.act(news.event);
      this.scene.depth = 0;
    }
    return true;
  }

  private act(event: TriggerEvent): void {
    if (event.type.startsWith('contact.')) this.scene.knock();
    const credited = this.parts.crediting.credit(event);
    this.scene.endings.push(event);
    this.tell(event, credited);
    const moved = this.parts.entries.moveAll(event);
    for (const trigger of matchTriggers(event, this.scene.definition, this.scene.triggerFacts))
      if (!moved.some(({ key }) => key === (triggerKey(trigger, event) ?? ''))) this.parts.entries.fire(trigger, event);
  }

  /** Tells runs of an event: those it ends or disarms first, then those that wait for it. */
  tell(event: TriggerEvent, credited?: SimulatedRun): void {
    for (const run of this.scene.live) this.end(run, event, credited);
    for (const run of this.scene.live) hear(run, event);
  }

  private end(run: SimulatedRun, event: TriggerEvent, credited: SimulatedRun | undefined): void {
    const meant = disposition(event, this.scene.definition, run);
    const isCredited = event.type !== creditedEvent || run === credited;
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
export function hear(run: SimulatedRun, { id, type, data, time: at }: TriggerEvent): void {
  if (run.state !== 'active') return;
  const listens = run.runState?.tokens.flatMap(({ listen }) => listen) ?? [];
  if (listens.some((listen) => listen.kind === 'event' && listen.type === type))
    run.inbox.push({ kind: 'event', at, id, type, data });
}
