import type { Instant } from '@threadline/domain';
import type { Condition } from '../conditions/condition.js';
import { evaluate } from '../conditions/evaluate.js';
import { begin } from '../engine/advance.js';
import type { TriggerEvent } from '../engine/world.js';
import { armingOf, type Arming } from '../entering/arming.js';
import { disposition } from '../entering/disposition.js';
import { enter, type Entering } from '../entering/enter.js';
import { occasionOf, rearmingTrigger, triggerKey, type MatchedTrigger } from '../triggers/firing.js';
import type { Endings } from './endings.js';
import { iso } from './narration.js';
import type { Scene } from './scene.js';
import type { SimulatedRun } from './simulated-run.js';

/** Arms runs, lets them enter and refuses them, by the entry rules. */
export class Entries {
  constructor(
    private readonly scene: Scene,
    private readonly endings: Endings,
  ) {}

  /** A trigger fires: its run enters, is armed or refused, or the armed one moves. */
  fire(trigger: MatchedTrigger, event: TriggerEvent): void {
    const occasion = occasionOf(trigger, event, this.scene.triggerFacts);
    if (occasion !== undefined && this.hasFired(trigger.id, occasion)) return;
    if (trigger.type === 'schedule' && !this.isInAudience(trigger.audience, event)) return;
    const key = triggerKey(trigger, event) ?? '';
    const all = this.scene.runs.filter((run) => run.state === 'armed' && run.key === key);
    const armed =
      all.find(({ heldAs }) => heldAs === undefined) ?? all.find(({ triggerId }) => triggerId === trigger.id);
    const arming = this.arming(trigger, event, armed);
    if (arming.kind === 'enter') this.enterNow(this.candidate(trigger, event, occasion));
    else if (arming.kind === 'arm') this.arm(this.candidate(trigger, event, occasion), arming.until);
    else if (arming.kind === 'refuse') this.refuseNew(this.candidate(trigger, event, occasion), arming);
    else if (armed) this.move(armed, arming, event);
  }

  /** Moves the armed runs that an event is news for though it need not arm any. Returns those runs. */
  moveAll(event: TriggerEvent): SimulatedRun[] {
    return this.scene.runs.filter((run) => {
      const trigger = run.state === 'armed' ? rearmingTrigger(event, this.scene.definition, run) : undefined;
      if (trigger) this.move(run, this.arming(trigger, event, run), event);
      return trigger !== undefined;
    });
  }

  /** Whether a trigger has fired for an occasion, such as once in this closed period. */
  hasFired(triggerId: string, occasion: string): boolean {
    return this.scene.runs.some((run) => run.triggerId === triggerId && run.occasion === occasion);
  }

  /** The armed run's moment has come: judged now, as the rules are at entering and never at arming. */
  tryToEnter(run: SimulatedRun): void {
    this.scene.budget.spend('decisions');
    const verdict = this.judge(run);
    if (verdict.kind === 'refuse') this.refuse(run, verdict);
    else if (verdict.kind === 'enter') this.enter(run, verdict.supersede);
    else this.hold(run, verdict);
  }

  private hold(run: SimulatedRun, { until, detail, behind }: Extract<Entering, { kind: 'hold' }>): void {
    const { heldAs = this.scene.runs.filter((each) => each.heldAs !== undefined).length } = run;
    const isQueued = behind !== undefined;
    if (run.heldAs === undefined || run.isQueued !== isQueued)
      this.scene.say(run, { what: 'held', why: detail, saw: seen(run) });
    Object.assign(run, { armedUntil: run.armedUntil ?? this.scene.now, wakeAt: until, heldAs, isQueued });
  }

  /** A schedule is for some contacts only; the others never hear of it. */
  private isInAudience(audience: Condition, event: TriggerEvent): boolean {
    const world = this.scene.worldBefore(event);
    return evaluate(audience, { world, results: {}, now: this.scene.now }).holds;
  }

  private candidate(trigger: MatchedTrigger, event: TriggerEvent, occasion: string | undefined): SimulatedRun {
    this.scene.budget.spend('runs');
    return {
      id: `run-${this.scene.runs.length + 1}`,
      triggerId: trigger.id,
      key: triggerKey(trigger, event) ?? '',
      trigger: event,
      ...(occasion !== undefined && { occasion }),
      depth: this.scene.depth,
      state: 'armed',
      standing: [],
      inbox: [],
      messages: [],
      calls: [],
    };
  }

  private refuseNew(run: SimulatedRun, { reason, because }: { reason: string; because: string }): void {
    this.scene.runs.push(run);
    this.refuse(run, { reason, detail: because });
  }

  /** A run that never waited has no end. */
  private refuse(run: SimulatedRun, { reason, detail }: { reason: string; detail: string }): void {
    this.endings.leaveArmed(run, { state: 'refused', reason, why: detail });
    if (run.armedUntil === undefined) delete run.endedAt;
  }

  /** One that may not enter yet waits at the door. */
  private enterNow(run: SimulatedRun): void {
    this.scene.runs.push(run);
    this.tryToEnter(run);
  }

  private arming(trigger: MatchedTrigger, event: TriggerEvent, armed: SimulatedRun | undefined): Arming {
    const { now, zone } = this.scene;
    return armingOf(trigger, event, { now, zone, armed: armed?.trigger.time });
  }

  private arm(run: SimulatedRun, until: Instant): void {
    if (this.isOverBefore(run)) return;
    Object.assign(run, { armedUntil: until, wakeAt: until });
    this.scene.runs.push(run);
    this.scene.say(run, { what: 'armed', why: `enters at ${iso(until)} unless something ends it`, saw: seen(run) });
  }

  private move(run: SimulatedRun, arming: Arming, event: TriggerEvent): void {
    if (arming.kind === 'disarm') {
      this.endings.leaveArmed(run, { state: 'disarmed', reason: 'disarmed', why: arming.because });
    } else if (arming.kind === 'rearm') {
      const { until } = arming;
      Object.assign(run, { trigger: event, armedUntil: until, wakeAt: until, isQueued: false });
      this.scene.say(run, { what: 're_armed', why: `a newer event moved the moment to ${iso(until)}`, saw: seen(run) });
    }
  }

  /** An event that comes late, after one that would have disarmed its run, arms nothing. */
  private isOverBefore(run: SimulatedRun): boolean {
    const { definition, endings } = this.scene;
    return endings
      .filter(({ time }) => time > run.trigger.time)
      .some((event) => disposition(event, definition, run) !== undefined);
  }

  private judge(run: SimulatedRun): Entering {
    const entries = this.scene.runs.flatMap(({ id, key, enteredAt, endedAt }) =>
      enteredAt === undefined ? [] : [{ runId: id, key, enteredAt, endedAt: endedAt ?? null }],
    );
    const { now, definition } = this.scene;
    const { key, armedUntil: dueAt = now, heldAs = Infinity } = run;
    const ahead = this.scene.runs
      .filter((each) => each.state === 'armed' && each.isQueued && (each.heldAs ?? Infinity) < heldAs)
      .sort((a, b) => (a.heldAs ?? 0) - (b.heldAs ?? 0))
      .map(({ id, key }) => ({ runId: id, key }));
    return enter(definition.entry, { key, entries, ahead, world: this.scene.worldOf(run), dueAt }, now);
  }

  private enter(run: SimulatedRun, superseded: readonly string[]): void {
    const { now, definition } = this.scene;
    Object.assign(run, { state: 'active', enteredAt: now, wakeAt: now });
    run.runState = begin(definition, this.scene.worldOf(run), now);
    this.scene.say(run, { what: 'entered', why: `trigger ${run.triggerId} fired`, saw: seen(run) });
    const because = `run ${run.id} entered in its place`;
    for (const old of this.scene.runs.filter(({ id }) => superseded.includes(id)))
      this.endings.end(old, { kind: 'exit', at: now, reason: 'superseded', because });
  }
}

const seen = ({ triggerId, key, trigger: { type, id } }: SimulatedRun) => ({
  trigger: triggerId,
  ...(key !== '' && { key }),
  event: { type, id },
});
