import { begin, disposition, enter, type Entering, type World } from '@threadline/automation';
import { maxCausationDepth } from '@threadline/contracts';
import {
  appendTrail,
  emit,
  endingsSince,
  entryHistoryOf,
  findRun,
  holdRun,
  insertRun,
  loadWorld,
  nextSeq,
  queueBefore,
  rearmRun,
  saveRun,
  type NewRun,
  type Run,
} from '@threadline/persistence';
import type { RunRequest } from '../advancing/changes/changing.js';
import { think, type Decisions } from '../advancing/decisions.js';
import { tellStart } from '../advancing/changes/starter.js';
import type { Catalog, PublishedVersion } from '../catalog/catalog.js';
import { leaveArmed, type Endings } from '../ending/endings.js';
import { runEvent } from '../outbound-events.js';
import { oweRing, oweStart } from '../temporal/owing.js';
import { priorityOf } from '../temporal/priority.js';
import type { Work } from '../work.js';
import { callNext } from './queue.js';

/** A run that may come to be: a contact's event met a trigger. */
export type Candidate = Omit<NewRun, 'state' | 'reason' | 'armedUntil' | 'held' | 'enteredAt' | 'runState'> & {
  automationSlug: string;
};

/** What became of a trigger that fired: a run entered, is held at the door, was refused, or had been there before. */
export type Entered =
  | { outcome: 'entered' }
  | { outcome: 'held'; detail: string }
  | { outcome: 'refused'; reason: string; detail: string }
  | { outcome: 'repeated' };
type Hold = Extract<Entering, { kind: 'hold' }>;

/** Arms runs, lets them enter and refuses them, by the entry rules and under the contact's lock. */
export class Entries {
  constructor(
    private readonly catalog: Catalog,
    private readonly parts: { decisions: Decisions; endings: Endings },
  ) {}

  /** The trigger fires now: the run enters or is refused, and either is recorded. */
  async enterNow(work: Work, candidate: Candidate): Promise<Entered> {
    const published = await this.catalog.version(work.tx, candidate.automationId, candidate.version);
    if (candidate.causationDepth > maxCausationDepth) return this.refuse(work, candidate, tooDeep(candidate));
    const { verdict, world } = await this.judge(work, candidate, published);
    if (verdict.kind === 'refuse') return this.refuse(work, candidate, verdict);
    if (verdict.kind === 'hold') return this.hold(work, candidate, verdict);
    const runState = think(() => begin(published.definition, world, work.now));
    if (!(await insertRun(work.tx, { ...candidate, state: 'active', enteredAt: work.now, runState })))
      return { outcome: 'repeated' };
    await this.entered(work, candidate, verdict.supersede);
    await this.oweStart(work, candidate);
    return { outcome: 'entered' };
  }

  /** The trigger fires later: the run waits, armed. */
  async arm(work: Work, candidate: Candidate, moment: number): Promise<void> {
    if (await this.isOverBefore(work, candidate)) return;
    if (!(await insertRun(work.tx, { ...candidate, state: 'armed', armedUntil: moment }))) return;
    const until = new Date(moment).toISOString();
    await appendTrail(work.tx, candidate.id, [
      { at: work.now, what: 'armed', why: `enters at ${until} unless something ends it`, saw: seen(candidate) },
    ]);
    await emit(work.tx, [runEvent('run.armed', candidate, { at: work.now, occurrence: until, data: { until } })]);
    await this.oweStart(work, candidate);
  }

  /**
   * The armed run's moment may have come: judged now, as the rules are at entering and never at arming. Returns what its first
   * decision wants done to runs.
   */
  async enterIfDue(work: Work, run: Run): Promise<RunRequest[]> {
    if (run.armedUntil === null || work.now < run.armedUntil) return [];
    const published = await this.catalog.version(work.tx, run.automationId, run.version);
    const { verdict, world } = await this.judge(work, run, published);
    if (verdict.kind === 'refuse') {
      await tellStart(work, run, { type: 'automation.refused', reason: verdict.reason });
      await leaveArmed(work, run, { state: 'refused', reason: verdict.reason, why: verdict.detail });
      await emit(work.tx, [runEvent('run.refused', run, { at: work.now, data: { reason: verdict.reason } })]);
      return [];
    }
    if (verdict.kind === 'hold') {
      await this.keepHolding(work, run, verdict);
      return [];
    }
    const runState = think(() => begin(published.definition, world, work.now));
    await saveRun(work.tx, run, {
      state: 'active',
      runState,
      wakeAt: work.now,
      standing: [],
      reply: 'none',
      enteredAt: work.now,
    });
    await this.entered(work, run, verdict.supersede);
    await tellStart(work, run, { type: 'automation.entered' });
    const entered = await findRun(work.tx, run.id);
    return entered ? this.parts.decisions.decide(work, entered) : [];
  }

  /** The trigger has fired, and the run may not enter yet: it waits, armed, at the door. */
  private async hold(work: Work, candidate: Candidate, { until, detail, behind }: Hold): Promise<Entered> {
    const held = { until, seq: await nextSeq(work.tx, candidate.contactId), queued: behind !== undefined };
    if (!(await insertRun(work.tx, { ...candidate, state: 'armed', armedUntil: work.now, held })))
      return { outcome: 'repeated' };
    await sayHeld(work, candidate, detail);
    const data = { until: new Date(until).toISOString() };
    await emit(work.tx, [runEvent('run.armed', candidate, { at: work.now, occurrence: data.until, data })]);
    await this.oweStart(work, candidate);
    return { outcome: 'held', detail };
  }

  /** An armed run may not enter yet. It keeps its place when it has one. */
  private async keepHolding(work: Work, run: Run, { until, detail, behind }: Hold): Promise<void> {
    const queued = behind !== undefined;
    if (run.heldSeq === null || run.queued !== queued) await sayHeld(work, run, detail);
    const seq = run.heldSeq ?? (await nextSeq(work.tx, run.contactId));
    await holdRun(work.tx, run, { until, seq, queued });
    if (run.queued && !queued) await callNext(work, run);
  }

  private async oweStart(work: Work, candidate: Candidate): Promise<void> {
    const { definition } = await this.catalog.version(work.tx, candidate.automationId, candidate.version);
    await oweStart(work, { ...candidate, priority: priorityOf(definition) });
  }

  /** What the entry rules say, and the world they say it of. */
  private async judge(
    work: Work,
    candidate: Candidate | Run,
    { definition }: PublishedVersion,
  ): Promise<{ verdict: Entering; world: World }> {
    const { entries } = await entryHistoryOf(work.tx, candidate.automationId, candidate.contactId);
    const world = await loadWorld(work.tx, { ...candidate, enteredAt: work.now });
    const dueAt = 'armedUntil' in candidate && candidate.armedUntil !== null ? candidate.armedUntil : work.now;
    const place = { heldSeq: null, ...candidate };
    const ahead = definition.entry.onConflict === 'queue' ? await queueBefore(work.tx, place) : [];
    const about = { key: candidate.key, entries, ahead, world, dueAt };
    return { world, verdict: think(() => enter(definition.entry, about, work.now)) };
  }

  private async entered(work: Work, run: Candidate | Run, superseded: readonly string[]): Promise<void> {
    await appendTrail(work.tx, run.id, [
      { at: work.now, what: 'entered', why: `trigger ${run.triggerId} fired`, saw: seen(run) },
    ]);
    await emit(work.tx, [runEvent('run.entered', run, { at: work.now, data: {} })]);
    for (const runId of superseded) {
      const old = await findRun(work.tx, runId);
      if (!old) continue;
      const fact = {
        kind: 'exit',
        at: work.now,
        reason: 'superseded',
        because: `run ${run.id} entered in its place`,
      } as const;
      await this.parts.endings.endAndRing(work, old, { fact, about: run.id });
    }
  }

  /** The run does not enter, which is recorded with its reason. */
  async refuse(work: Work, candidate: Candidate, refusal: { reason: string; detail: string }): Promise<Entered> {
    if (!(await insertRun(work.tx, { ...candidate, state: 'refused', reason: refusal.reason })))
      return { outcome: 'repeated' };
    await appendTrail(work.tx, candidate.id, [
      { at: work.now, what: 'refused', why: refusal.detail, saw: seen(candidate) },
    ]);
    await emit(work.tx, [runEvent('run.refused', candidate, { at: work.now, data: { reason: refusal.reason } })]);
    return { outcome: 'refused', reason: refusal.reason, detail: refusal.detail };
  }

  /** A newer event of the same key moves an armed run's moment. */
  async rearm(work: Work, armed: Run, moment: { until: number; event: Run['triggerEvent'] }): Promise<void> {
    await rearmRun(work.tx, armed, moment);
    if (armed.queued) await callNext(work, armed);
    const until = new Date(moment.until).toISOString();
    await appendTrail(work.tx, armed.id, [
      {
        at: work.now,
        what: 're_armed',
        why: `a newer event moved the moment to ${until}`,
        saw: seen({ ...armed, triggerEvent: moment.event }),
      },
    ]);
    if (armed.armedUntil !== null && moment.until < armed.armedUntil) {
      await oweRing(work, armed, { signal: 'eventArrived', about: moment.event.id });
    }
  }

  /** An event that comes late, after one that would have disarmed its run, arms nothing. */
  private async isOverBefore(work: Work, candidate: Candidate): Promise<boolean> {
    const published = await this.catalog.version(work.tx, candidate.automationId, candidate.version);
    const endings = await endingsSince(work.tx, candidate.contactId, candidate.triggerEvent.time);
    const run = { ...candidate, state: 'armed' } as const;
    return endings.some((event) => think(() => disposition(event, published.definition, run) !== undefined));
  }
}

const tooDeep = ({ causationDepth }: Candidate) => ({
  reason: 'causation_too_deep',
  detail: `${causationDepth} automations caused each other, at most ${maxCausationDepth} are followed`,
});

const sayHeld = (work: Work, run: Candidate | Run, why: string) =>
  appendTrail(work.tx, run.id, [{ at: work.now, what: 'held', why, saw: seen(run) }]);

const seen = (run: Pick<Run, 'triggerId' | 'key' | 'triggerEvent'>) => ({
  trigger: run.triggerId,
  ...(run.key !== '' && { key: run.key }),
  event: { type: run.triggerEvent.type, id: run.triggerEvent.id },
});
