import type { Instant } from '@threadline/domain';
import { begin } from '../engine/advance.js';
import type { TriggerEvent } from '../engine/world.js';
import { disposition } from '../entering/disposition.js';
import { enter, type Entering } from '../entering/enter.js';
import { armedMoment, triggerKey, type MatchedTrigger } from '../triggers/firing.js';
import { orderPlaced } from './crediting.js';
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

  /** A trigger fires: its run enters, is armed, or moves. */
  fire(trigger: MatchedTrigger, event: TriggerEvent): void {
    const key = triggerKey(trigger, event) ?? '';
    const until = armedMoment(trigger, event, this.scene.contact.contact.timeZone);
    const armed = this.scene.runs.find((run) => run.state === 'armed' && run.key === key);
    if (until === undefined) this.enterNow(this.candidate(trigger, event));
    else if (armed) this.rearm(armed, { until, event });
    else this.arm(this.candidate(trigger, event), until);
  }

  private enterNow(run: SimulatedRun): void {
    this.scene.runs.push(run);
    this.scene.budget.spend('decisions');
    const verdict = this.judge(run);
    if (verdict.kind === 'enter') this.enter(run, verdict.supersede);
    else this.refuse(run, verdict.kind === 'refuse' ? verdict : atTheDoor);
  }

  /** The armed run's moment has come: judged now, as the rules are at entering and never at arming. */
  tryToEnter(run: SimulatedRun): void {
    this.scene.budget.spend('decisions');
    const verdict = this.judge(run);
    if (verdict.kind === 'refuse') this.refuse(run, verdict);
    else if (verdict.kind === 'enter') this.enter(run, verdict.supersede);
    else run.wakeAt = verdict.until;
  }

  private refuse(run: SimulatedRun, { reason, detail }: { reason: string; detail: string }): void {
    this.endings.leaveArmed(run, { state: 'refused', reason, why: detail });
  }

  private candidate(trigger: MatchedTrigger, event: TriggerEvent): SimulatedRun {
    this.scene.budget.spend('runs');
    return {
      id: `run-${this.scene.runs.length + 1}`,
      triggerId: trigger.id,
      key: triggerKey(trigger, event) ?? '',
      trigger: event,
      state: 'armed',
      standing: [],
      inbox: [],
      messages: [],
      calls: [],
    };
  }

  private arm(run: SimulatedRun, until: Instant): void {
    if (this.isOverBefore(run)) return;
    Object.assign(run, { armedUntil: until, wakeAt: until });
    this.scene.runs.push(run);
    const why = `enters at ${iso(until)} unless something ends it`;
    this.scene.say(run, { what: 'armed', why, saw: seen(run) });
  }

  /** A newer event of the same key moves the moment; an older one changes nothing. */
  private rearm(run: SimulatedRun, { until, event }: { until: Instant; event: TriggerEvent }): void {
    if (event.time < run.trigger.time) return;
    Object.assign(run, { trigger: event, armedUntil: until, wakeAt: until });
    const why = `a newer event moved the moment to ${iso(until)}`;
    this.scene.say(run, { what: 're_armed', why, saw: seen(run) });
  }

  /** An event that comes late, after an order that would have disarmed its run, arms nothing. */
  private isOverBefore(run: SimulatedRun): boolean {
    const { definition, contact } = this.scene;
    return contact
      .ordersSince(run.trigger.time)
      .some(({ data }) => disposition({ type: orderPlaced, data }, definition, run) !== undefined);
  }

  private judge(run: SimulatedRun): Entering {
    const entries = this.scene.runs.flatMap(({ id, key, enteredAt, endedAt }) =>
      enteredAt === undefined ? [] : [{ runId: id, key, enteredAt, endedAt: endedAt ?? null }],
    );
    const { key, armedUntil } = run;
    const facts = { key, entries, world: this.scene.worldOf(run), dueAt: armedUntil ?? this.scene.now };
    return enter(this.scene.definition.entry, facts, this.scene.now);
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

/** Only an armed run is kept at the door while its audience may yet come to hold. */
const atTheDoor = { reason: 'audience', detail: 'the audience does not hold' };

const seen = ({ triggerId, key, trigger: { type, id } }: SimulatedRun) => ({
  trigger: triggerId,
  ...(key !== '' && { key }),
  event: { type, id },
});
