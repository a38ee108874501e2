import { addDuration, type Instant } from '@threadline/domain';
import type { TriggerEvent } from '../engine/world.js';
import { Budget, OutOfBounds, type SimulationHost } from './bounds.js';
import { Calls } from './calls.js';
import { Crediting } from './crediting.js';
import { Dates } from './dates.js';
import { Decisions } from './decisions.js';
import { Driver } from './driver.js';
import { Endings } from './endings.js';
import { Entries } from './entries.js';
import { Events } from './events.js';
import { iso } from './narration.js';
import { Replies } from './replies.js';
import { resultOf } from './result-of.js';
import { RunRequests } from './run-requests.js';
import { Scene } from './scene.js';
import { Script } from './script.js';
import { Sends } from './sends.js';
import type { SimulationResult } from './simulation-result.js';
import type { Simulation } from './simulation.js';
import { Statuses } from './statuses.js';
import { changeTemplate, templateChanged } from './templates.js';
import type { ScriptedResult, TimelineEntry } from './timeline.js';
import { warningsOf } from './warnings.js';

/**
 * One contact and one automation in a virtual time. It decides nothing itself: entry, routing, sending rules and every step are
 * the functions that production calls; here only the clock, the contact and WhatsApp are made up.
 */
class Simulator {
  private readonly calls: Calls;
  private readonly dates: Dates;
  private readonly driver: Driver;
  private readonly events: Events;
  private readonly replies: Replies;
  private readonly requests: RunRequests;
  private readonly statuses: Statuses;

  constructor(
    private readonly scene: Scene,
    private readonly script: Script,
  ) {
    const decisions = new Decisions(scene);
    const endings = new Endings(scene, decisions);
    const entries = new Entries(scene, endings);
    this.requests = new RunRequests(scene, { endings, script });
    this.dates = new Dates(scene);
    this.calls = new Calls(scene, script);
    this.events = new Events(scene, { crediting: new Crediting(scene), endings, entries });
    this.driver = new Driver(scene, {
      decisions,
      entries,
      events: this.events,
      requests: this.requests,
      sends: new Sends(scene, script),
      calls: this.calls,
    });
    this.replies = new Replies(scene, { endings, entries, events: this.events });
    this.statuses = new Statuses(scene);
  }

  play(): void {
    const { timeline, until } = this.scene.simulation;
    const end = this.moment(until);
    const entries = timeline
      .map((entry, nth) => ({ entry, nth, at: this.moment(entry.at) }))
      .sort((a, b) => a.at - b.at);
    const inTime = entries.filter(({ at }) => at <= end);
    if (inTime.length < entries.length) this.scene.warnings.add('what lies after `until` did not happen');
    for (const { entry, nth, at } of inTime) {
      this.passUntil(at);
      this.happen(entry, `event-${nth + 1}`);
      this.driver.settle();
    }
    this.passUntil(end);
    this.driver.settle();
  }

  /** A time of the timeline, which is counted from the start. */
  private moment(duration: string): Instant {
    return addDuration(Date.parse(this.scene.simulation.start), duration, this.scene.contact.contact.timeZone);
  }

  /** Lets time pass; whatever comes due is decided at its own moment. What is due at the end itself waits for what happens then. */
  private passUntil(end: Instant): void {
    for (let due = this.nextDue(); due < end; due = this.nextDue()) {
      this.scene.now = Math.max(this.scene.now, due);
      for (const event of this.dates.arrivals()) this.events.handle(event);
      this.driver.settle();
    }
    this.scene.now = end;
  }

  private nextDue(): Instant {
    return Math.min(this.driver.wakeAt ?? Infinity, this.dates.nextAt ?? Infinity);
  }

  private happen(entry: TimelineEntry, id: string): void {
    if ('event' in entry) {
      const { happened, ...event } = entry.event;
      const time = happened === undefined ? this.scene.now : this.moment(happened);
      this.hear({ id, ...event, time });
    } else if ('reply' in entry) this.replies.receive(entry.reply, entry.quotes);
    else if ('status' in entry) this.statuses.apply(entry.status);
    else if ('effect' in entry) this.effect(entry.effect);
    else this.replies.optOut('the contact opted out');
  }

  private hear(event: TriggerEvent): void {
    if (event.type === templateChanged) changeTemplate(this.scene, event);
    else this.events.handle(event);
  }

  private effect(told: { step: string; result: ScriptedResult }): void {
    const { step, result } = told;
    if (this.calls.answer(step, result) || this.requests.answer(step, result)) this.script.came(told);
    else this.script.keep(told);
  }
}

/**
 * Runs a simulation: months in milliseconds. It ends early, and says so, when it goes over a bound.
 * @throws Error only for a defect of ours
 */
export function simulate(simulation: Simulation, host: SimulationHost = {}): SimulationResult {
  const scene = new Scene(simulation, new Budget(host), host.ids);
  const script = new Script(simulation);
  for (const warning of warningsOf(simulation.definition)) scene.warnings.add(warning);
  try {
    new Simulator(scene, script).play();
  } catch (error) {
    if (!(error instanceof OutOfBounds)) throw error;
    scene.warnings.add(`stopped at ${iso(scene.now)}: ${error.message}`);
  }
  return resultOf(scene, script);
}
