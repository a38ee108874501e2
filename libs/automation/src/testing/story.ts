import { addDuration, type Instant } from '@threadline/domain';
import { advance, begin } from '../engine/advance.js';
import type { Change } from '../engine/change.js';
import type { Decision, Effect, Outcome, TrailEntry } from '../engine/decision.js';
import type { EffectResult, Fact, ReplyContent } from '../engine/fact.js';
import { fold } from '../engine/fold.js';
import type { RunState } from '../engine/run-state.js';
import type { World } from '../engine/world.js';
import type { AutomationDefinition } from '../language/definition.js';
import { aWorld, friday } from './a-world.js';

/**
 * A run told as a story: what happens to it, in order, and what came of it. It keeps time, the world and everything that was
 * decided; between decisions the state is stored as JSON, as in production.
 */
export class Story {
  now: Instant;
  state: RunState;
  world: World;
  last: Decision;
  readonly effects: Effect[] = [];
  readonly changes: Change[] = [];
  readonly trail: TrailEntry[] = [];
  private seq = 0;

  constructor(
    readonly definition: AutomationDefinition,
    { world = aWorld().build(), at = friday }: { world?: World; at?: Instant } = {},
  ) {
    this.now = at;
    this.world = world;
    this.state = begin(definition, world, at);
    this.last = this.decide([]);
  }

  /** Facts arrive now. */
  hears(...facts: Fact[]): this {
    this.decide(facts);
    return this;
  }

  /** The message of a step comes to something. */
  ends(stepId: string, result: EffectResult, turn = this.state.turns[stepId] ?? 1): this {
    return this.hears({ kind: 'effect', at: this.now, stepId, turn, result });
  }

  /** WhatsApp accepts the message of a step. */
  accepts(stepId: string): this {
    return this.ends(stepId, { outcome: 'accepted', claimedSeq: ++this.seq });
  }

  /** The contact replies: a text, or anything else. */
  replies(said: string | ReplyContent): this {
    const content = typeof said === 'string' ? ({ kind: 'text', text: said } as const) : said;
    const seq = ++this.seq;
    return this.hears({ kind: 'reply', at: this.now, seq, messageId: `message-${seq}`, content });
  }

  /** Time passes; whatever comes due meanwhile is decided at its own moment. */
  passes(duration: string): this {
    return this.until(addDuration(this.now, duration, 'UTC'));
  }

  until(moment: Instant): this {
    for (let due = this.last.wakeAt; due !== undefined && due <= moment && !this.last.outcome; due = this.last.wakeAt) {
      this.now = Math.max(due, this.now);
      this.decide([]);
    }
    this.now = moment;
    return this;
  }

  get outcome(): Outcome | undefined {
    return this.last.outcome;
  }

  /** What the timeline says happened, a word each. */
  get happened(): string[] {
    return this.trail.map(({ what, stepId }) => (stepId === undefined ? what : `${stepId}: ${what}`));
  }

  /** The texts and templates that were ordered, in order. */
  get sent(): string[] {
    return this.effects.map(({ content }) =>
      content.kind === 'template' ? content.name : 'text' in content ? content.text : content.kind,
    );
  }

  /** Where the run stands, without times. */
  get at(): string[] {
    return this.state.tokens.map(({ stepId, phase }) => `${stepId}: ${phase}`);
  }

  private decide(facts: Fact[]): Decision {
    this.last = advance(this.definition, this.state, facts, this.world, this.now);
    this.state = JSON.parse(JSON.stringify(this.last.state)) as RunState;
    this.world = this.last.changes.reduce(fold, this.world);
    this.effects.push(...this.last.effects);
    this.changes.push(...this.last.changes);
    this.trail.push(...this.last.trail);
    return this.last;
  }
}

export const aStory = (definition: AutomationDefinition, options?: { world?: World; at?: Instant }): Story =>
  new Story(definition, options);
