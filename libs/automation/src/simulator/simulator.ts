import { addDuration, isOptOut, type Instant } from '@threadline/domain';
import { advance, begin } from '../engine/advance.js';
import type { SendEffect } from '../engine/decision.js';
import type { EffectResult, Fact, ReplyContent } from '../engine/fact.js';
import { fold } from '../engine/fold.js';
import type { TriggerEvent } from '../engine/world.js';
import { disposition, endingOf, goalCredits } from '../entering/disposition.js';
import { enter } from '../entering/enter.js';
import { route } from '../routing/route.js';
import { maySend } from '../sending/may-send.js';
import { armedMoment, matchTriggers, triggerKey, type MatchedTrigger } from '../triggers/firing.js';
import { iso, Narration } from './narration.js';
import { ContactAtHand } from './simulated-contact.js';
import { isLive, type SimulatedRun } from './simulated-run.js';
import type { Simulation, SimulationResult, TimelineEntry } from './simulation.js';

/** Decisions after which a simulation ends with a warning: a hostile definition cannot hold up its host. */
export const maxDecisions = 5_000;
const maxRuns = 200;

/**
 * One contact and one automation in a virtual time. It decides nothing itself: entry, routing, sending rules and every step are
 * the functions that production calls; here only the clock, the contact and WhatsApp are made up.
 */
export class Simulator {
  private readonly contact: ContactAtHand;
  private readonly narration: Narration;
  private readonly runs: SimulatedRun[] = [];
  private readonly scripted = new Map<string, EffectResult[]>();
  private readonly warnings: string[] = [];
  private now: Instant;
  private decisions = 0;

  constructor(private readonly simulation: Simulation) {
    this.contact = new ContactAtHand(simulation.contact);
    this.narration = new Narration(simulation.contact.timeZone);
    this.now = Date.parse(simulation.start);
  }

  play(): SimulationResult {
    const start = this.now;
    const moment = (duration: string) => addDuration(start, duration, this.simulation.contact.timeZone);
    const end = moment(this.simulation.until);
    const entries = this.simulation.timeline
      .map((entry) => ({ entry, at: moment(entry.at) }))
      .sort((a, b) => a.at - b.at);
    for (const { entry, at } of entries) {
      if (at > end) break;
      this.passUntil(at, { inclusive: false });
      this.now = at;
      this.happen(entry);
    }
    this.passUntil(end, { inclusive: true });
    return this.result();
  }

  /** Lets time pass; whatever comes due is decided at its own moment. */
  private passUntil(end: Instant, { inclusive }: { inclusive: boolean }): void {
    for (;;) {
      const next = this.nextDue();
      if (!next || next.at > end || (!inclusive && next.at === end)) return;
      if (this.isExhausted()) return;
      this.now = Math.max(this.now, next.at);
      this.wake(next.run);
    }
  }

  private nextDue(): { run: SimulatedRun; at: Instant } | undefined {
    return this.runs
      .flatMap((run) => (isLive(run) && run.wakeAt !== undefined ? [{ run, at: run.wakeAt }] : []))
      .sort((a, b) => a.at - b.at)[0];
  }

  private isExhausted(): boolean {
    if (this.decisions < maxDecisions) return false;
    const warning = `stopped after ${maxDecisions} decisions`;
    if (!this.warnings.includes(warning)) this.warnings.push(warning);
    return true;
  }

  private wake(run: SimulatedRun): void {
    if (run.state === 'armed') this.tryToEnter(run);
    else this.decide(run, []);
  }

  private happen(entry: TimelineEntry): void {
    if ('event' in entry) this.event({ id: `event-${this.runs.length}`, ...entry.event, time: this.now });
    else if ('reply' in entry) this.reply(entry.reply);
    else if ('status' in entry) this.status(entry.status);
    else if ('effect' in entry)
      this.script(entry.effect.step, { outcome: 'failed', reason: entry.effect.result.failed });
    else this.optOut('the contact opted out');
  }

  private event(event: TriggerEvent): void {
    const credited = this.credit(event);
    for (const run of this.runs.filter(isLive)) {
      const meant = disposition(event, this.simulation.definition, run);
      const ending =
        meant &&
        endingOf(meant, {
          isCredited: run === credited,
          isCreditedElsewhere: credited !== undefined && run !== credited,
        });
      if (ending) this.end(run, ending, `${event.type} ${event.id}`);
      else if (run.state === 'active')
        this.hear(run, { kind: 'event', at: this.now, id: event.id, type: event.type, data: event.data });
    }
    for (const trigger of matchTriggers(event, this.simulation.definition)) this.fire(trigger, event);
  }

  /** The run whose read message came last before the event that is its goal. */
  private credit(event: TriggerEvent): SimulatedRun | undefined {
    const touched = this.runs.flatMap((run) => {
      const readAt = Math.max(...run.messages.map((message) => message.readAt ?? -Infinity));
      return readAt === -Infinity || run.convertedAt !== undefined ? [] : [{ run, readAt }];
    });
    const credited = touched
      .sort((a, b) => b.readAt - a.readAt)
      .find(({ run, readAt }) => goalCredits(event, this.simulation.definition, { ...run, readAt }))?.run;
    if (!credited) return undefined;
    credited.convertedAt = this.now;
    this.narration.say({ at: this.now, what: 'converted', why: 'the event came after a message of this run was read' });
    return credited;
  }

  private reply(said: { text: string } | { button: string }): void {
    const seq = this.contact.nextSeq();
    this.contact.wrote(this.now);
    if ('text' in said && isOptOut(said.text)) {
      this.optOut('the contact wrote an opt-out keyword');
      return;
    }
    const waiting = this.runs.flatMap(({ id, askedSeq }) => (askedSeq === undefined ? [] : [{ runId: id, askedSeq }]));
    const content: ReplyContent =
      'text' in said ? { kind: 'text', text: said.text } : { kind: 'button', payload: said.button, text: said.button };
    const event: TriggerEvent = {
      type: 'whatsapp.message.received',
      id: `message-${seq}`,
      time: this.now,
      data: { content },
    };
    const matching = matchTriggers(event, this.simulation.definition);
    const routing = route({
      waiting,
      matching: matching.map(({ id }) => ({ automationId: 'automation', triggerId: id, by: 'phrase', priority: 0 })),
    });
    const taker = routing.takenBy === 'run' && this.runs.find(({ id }) => id === routing.runId);
    const trigger = routing.takenBy === 'automation' && matching.find(({ id }) => id === routing.triggerId);
    if (taker) this.hear(taker, { kind: 'reply', at: this.now, seq, messageId: event.id, content });
    else if (trigger) this.fire(trigger, event);
    else
      this.narration.say({ at: this.now, what: 'reply_for_nobody', why: 'no run waits for it and no trigger matches' });
  }

  private status({ step, status }: { step: string; status: 'sent' | 'delivered' | 'read' | 'failed' }): void {
    const message = this.runs.flatMap(({ messages }) => messages).findLast(({ stepId }) => stepId === step);
    if (!message) {
      this.warnings.push(`no message of step ${step} was sent before its status ${status}`);
      return;
    }
    message.status = status;
    if (status === 'read') message.readAt = this.now;
  }

  private script(step: string, result: EffectResult): void {
    this.scripted.set(step, [...(this.scripted.get(step) ?? []), result]);
  }

  private optOut(because: string): void {
    this.contact.optOut();
    for (const run of this.runs.filter(isLive)) {
      if (run.state === 'armed') this.leave(run, { state: 'disarmed', reason: 'disarmed', why: because });
      else this.hear(run, { kind: 'exit', at: this.now, reason: 'opted_out', because });
    }
  }

  private fire(trigger: MatchedTrigger, event: TriggerEvent): void {
    const key = triggerKey(trigger, event) ?? '';
    const until = armedMoment(trigger, event, this.contact.contact.timeZone);
    const armed = until === undefined ? undefined : this.runs.find((run) => run.state === 'armed' && run.key === key);
    if (armed && until !== undefined) {
      Object.assign(armed, { trigger: event, armedUntil: until, wakeAt: until });
      this.narration.say({ at: this.now, what: 're_armed', why: `a newer event moved the moment to ${iso(until)}` });
      return;
    }
    if (this.runs.length >= maxRuns) {
      this.warnings.push(`stopped after ${maxRuns} runs`);
      return;
    }
    const run: SimulatedRun = {
      id: `run-${this.runs.length + 1}`,
      triggerId: trigger.id,
      key,
      trigger: event,
      state: 'armed',
      inbox: [],
      messages: [],
    };
    this.runs.push(run);
    if (until === undefined) {
      this.tryToEnter(run);
      return;
    }
    Object.assign(run, { armedUntil: until, wakeAt: until });
    this.narration.say({ at: this.now, what: 'armed', why: `enters at ${iso(until)} unless something ends it` });
  }

  private tryToEnter(run: SimulatedRun): void {
    this.decisions++;
    const entries = this.runs.flatMap(({ id, key, enteredAt, endedAt }) =>
      enteredAt === undefined ? [] : [{ runId: id, key, enteredAt, endedAt: endedAt ?? null }],
    );
    const facts = {
      key: run.key,
      entries,
      world: this.contact.world(run, this.now),
      dueAt: run.armedUntil ?? this.now,
    };
    const verdict = enter(this.simulation.definition.entry, facts, this.now);
    if (verdict.kind === 'refuse') this.leave(run, { state: 'refused', reason: verdict.reason, why: verdict.detail });
    else if (verdict.kind === 'hold') run.wakeAt = verdict.until;
    else this.enter(run, verdict.supersede);
  }

  private enter(run: SimulatedRun, superseded: readonly string[]): void {
    for (const old of this.runs.filter(({ id }) => superseded.includes(id))) {
      this.hear(old, { kind: 'exit', at: this.now, reason: 'superseded', because: `${run.id} entered in its place` });
    }
    Object.assign(run, { state: 'active', enteredAt: this.now });
    this.narration.say({
      at: this.now,
      what: 'entered',
      why: `trigger ${run.triggerId} fired`,
      saw: { event: run.trigger.type },
    });
    run.runState = begin(this.simulation.definition, this.contact.world(run, this.now), this.now);
    this.decide(run, []);
  }

  private leave(run: SimulatedRun, left: { state: 'disarmed' | 'refused'; reason: string; why: string }): void {
    Object.assign(run, { state: left.state, reason: left.reason, endedAt: this.now });
    delete run.wakeAt;
    this.narration.say({ at: this.now, what: left.state, why: left.why });
  }

  private end(run: SimulatedRun, ending: 'goal' | 'exit', because: string): void {
    if (run.state === 'armed') this.leave(run, { state: 'disarmed', reason: 'disarmed', why: because });
    else if (ending === 'goal') this.hear(run, { kind: 'goal', at: this.now, because });
    else this.hear(run, { kind: 'exit', at: this.now, reason: 'exit_event', because });
  }

  private hear(run: SimulatedRun, fact: Fact): void {
    if (isLive(run)) this.decide(run, [fact]);
  }

  /** Decides, and performs what was ordered, until nothing more is ordered. */
  private decide(run: SimulatedRun, facts: readonly Fact[]): void {
    for (let known = [...facts]; run.runState && !this.isExhausted();) {
      this.decisions++;
      const decision = advance(
        this.simulation.definition,
        run.runState,
        known,
        this.contact.world(run, this.now),
        this.now,
      );
      run.runState = decision.state;
      const world = decision.changes.reduce(fold, this.contact.world(run, this.now));
      this.contact.contact = world.contact;
      for (const entry of decision.trail) this.narration.say(entry);
      if (decision.wakeAt === undefined) delete run.wakeAt;
      else run.wakeAt = decision.wakeAt;
      if (!decision.awaitsReply) delete run.askedSeq;
      if (decision.outcome) {
        Object.assign(run, { state: decision.outcome.state, reason: decision.outcome.reason, endedAt: this.now });
        delete run.wakeAt;
        return;
      }
      if (decision.effects.length === 0) return;
      known = decision.effects.map((effect) => this.perform(run, effect));
    }
  }

  private perform(run: SimulatedRun, effect: SendEffect): Fact {
    const { stepId, turn } = effect;
    return { kind: 'effect', at: this.now, stepId, turn, result: this.send(run, effect) };
  }

  private send(run: SimulatedRun, effect: SendEffect): EffectResult {
    const { category, content, intendedAt, stepId, turn, asks } = effect;
    const { definition, templates } = this.simulation;
    const step = definition.steps[stepId];
    const policy = { ...definition.settings.sending, ...(step && 'sending' in step ? step.sending : undefined) };
    const templateStatus = content.kind === 'template' ? (templates[content.name] ?? 'approved') : undefined;
    const verdict = maySend(
      { category, content, intendedAt, templateStatus, policy },
      this.contact.world(run, this.now),
      this.now,
    );
    if (verdict.verdict !== 'send') return refusedBy(verdict);
    const scripted = this.scripted.get(stepId)?.shift();
    if (scripted) return scripted;
    const claimedSeq = this.contact.nextSeq();
    if (asks) run.askedSeq = claimedSeq;
    run.messages.push({ stepId, turn, status: 'accepted', replied: false });
    this.narration.sent(effect, this.now);
    return { outcome: 'accepted', claimedSeq };
  }

  private result(): SimulationResult {
    const last = this.runs.findLast(({ state }) => state !== 'refused') ?? this.runs.at(-1);
    const refused = this.runs.find(({ state }) => state === 'refused');
    const { tags, lists, fields, marketingConsent, blocked } = this.contact.contact;
    return {
      outcome: last
        ? {
            state: last.state,
            exitReason: last.state === 'exited' ? (last.reason ?? null) : null,
            convertedAt: last.convertedAt === undefined ? null : iso(last.convertedAt),
          }
        : null,
      entered: this.runs.some(({ enteredAt }) => enteredAt !== undefined),
      refusedBecause: refused?.reason ?? null,
      sends: this.narration.sends,
      trail: this.narration.trail,
      contact: { tags, lists, fields, consent: marketingConsent, blocked },
      warnings: this.warnings,
    };
  }
}

type Refusal = Exclude<ReturnType<typeof maySend>, { verdict: 'send' }>;

function refusedBy(verdict: Refusal): EffectResult {
  switch (verdict.verdict) {
    case 'skip':
      return { outcome: 'skipped', reason: verdict.reason };
    case 'park':
      return {
        outcome: 'parked',
        reason: verdict.reason,
        ...(verdict.until !== undefined && { until: verdict.until }),
      };
    case 'window_closed':
      return { outcome: 'window_closed' };
    case 'not_sendable':
      return { outcome: 'not_sendable', reason: verdict.reason };
  }
}

/** Runs a simulation: months in milliseconds. */
export const simulate = (simulation: Simulation): SimulationResult => new Simulator(simulation).play();
