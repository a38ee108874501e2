import {
  advance,
  upcastState,
  waitsForStatuses,
  type CallEffect,
  type Decision,
  type EffectFact,
  type Fact,
  type World,
} from '@threadline/automation';
import type { OutboundEvent } from '@threadline/contracts';
import {
  appendTrail,
  consumeFacts,
  emit,
  findRun,
  loadWorld,
  pendingFactsOf,
  planCalls,
  planMessages,
  saveRun,
  shareMessagesOf,
  type PendingFacts,
  type Run,
  type RunChange,
} from '@threadline/persistence';
import type { Catalog } from '../catalog/catalog.js';
import { isPerformed } from '../calling/performed.js';
import { endingEvents, stopEffects } from '../ending/ending.js';
import { callNext } from '../entering/queue.js';
import { runEvent } from '../outbound-events.js';
import type { Work } from '../work.js';
import { applyChanges } from './changes/apply-changes.js';
import type { RunRequest } from './changes/changing.js';
import { tellStarter } from './changes/starter.js';

/** The engine threw: our own defect. The run is stalled and tried again later, never failed. */
export class EngineDefect extends Error {
  readonly code = 'engine_defect';
}

/** A sending step met a workspace without any WhatsApp number. */
export class NoNumber extends Error {
  readonly code = 'no_number';
}

/** Takes an active run's decisions: what the engine says about all that is known, written in the caller's transaction. */
export class Decisions {
  constructor(private readonly catalog: Catalog) {}

  /**
   * Decides on `given` facts, on those in the run's inbox, and on every token whose time has come. Does nothing when nothing is
   * due, so that calling it again is harmless. Returns what it wants done to runs, now that it is written. Under the contact's
   * lock.
   */
  async decide(work: Work, run: Run, given: readonly Fact[] = []): Promise<RunRequest[]> {
    const { definition } = await this.catalog.version(work.tx, run.automationId, run.version);
    const [pending, , world] = await Promise.all([
      pendingFactsOf(work.tx, run.id),
      waitsForStatuses(definition) && shareMessagesOf(work.tx, run.id),
      loadWorld(work.tx, run),
    ]);
    const facts = [...given, ...pending.facts];
    const isDue = run.wakeAt !== null && run.wakeAt <= work.now;
    if (facts.length === 0 && !isDue) return [];
    const decision = think(() => advance(definition, upcastState(run.runState), facts, world, work.now));
    const requests = await this.write(work, { run, world, decision, pending });
    const refused = decision.outcome ? [] : decision.calls.filter((call) => !isPerformed(call));
    return refused.length === 0 ? requests : [...requests, ...(await this.refuseCalls(work, run, refused))];
  }

  /** No workspace can have a connection yet: a call through one fails at once, and the run goes on by the way that is wired for it. */
  private async refuseCalls(work: Work, { id }: Run, calls: readonly CallEffect[]): Promise<RunRequest[]> {
    const facts = calls.map(({ stepId, turn }): EffectFact => ({
      kind: 'effect',
      at: work.now,
      stepId,
      turn,
      result: { outcome: 'failed', reason: 'no_connection' },
    }));
    const run = await findRun(work.tx, id);
    return run ? this.decide(work, run, facts) : [];
  }

  private async write(
    work: Work,
    made: { run: Run; world: World; decision: Decision; pending: PendingFacts },
  ): Promise<RunRequest[]> {
    const { run, decision, pending } = made;
    const { tx } = work;
    const changed = await applyChanges(work, run, decision.changes);
    const planned = Promise.all([consumeFacts(tx, pending), this.plan(work, run, decision)]);
    const [, stopped] = decision.outcome
      ? await Promise.all([planned, stopEffects(work, run)])
      : [planned, nothingStopped];
    await Promise.all([
      planned,
      appendTrail(tx, run.id, [...decision.trail, ...changed.problems, ...stopped.trail]),
      saveRun(tx, run, changeOf(decision, work.now)),
      emit(tx, [
        ...stepEvents(run, decision, work.now),
        ...changed.events,
        ...stopped.events,
        ...endingEvents(run, decision.outcome, work.now),
      ]),
    ]);
    if (!decision.outcome) return changed.requests;
    await tellStarter(work, run, decision.outcome);
    await callNext(work, run);
    return changed.requests;
  }

  private async plan({ tx }: Work, run: Run, { effects, calls }: Decision): Promise<void> {
    const { workspaceId, contactId } = run;
    const [, hasNumber] = await Promise.all([
      planCalls(tx, { runId: run.id, workspaceId }, calls.filter(isPerformed)),
      planMessages(tx, { runId: run.id, workspaceId, contactId }, effects),
    ]);
    if (!hasNumber) throw new NoNumber(`workspace ${workspaceId} has no number to send from`);
  }
}

const nothingStopped = { trail: [], events: [] };

/** What a decision changes of its run's row. */
const changeOf = (decision: Decision, now: number): RunChange => ({
  state: decision.outcome?.state ?? 'active',
  reason: decision.outcome?.reason,
  runState: decision.state,
  wakeAt: decision.wakeAt,
  standing: decision.standing,
  reply: replyOf(decision),
  ...(decision.outcome && { endedAt: now }),
  ...(decision.outcome?.reason === 'goal' && { convertedAt: now }),
});

/** Which steps began. A step's turn happens once in a run, so a repeat of the event is recognised. */
function stepEvents(run: Run, { begun }: Decision, at: number): OutboundEvent[] {
  return begun.map(({ stepId: step, turn }) =>
    runEvent('run.step', run, { at, occurrence: `${step}/${turn}`, data: { step, turn } }),
  );
}

/** A run may wait for a word without having sent any. One that is about to send takes answers only from its claim on. */
function replyOf({ awaitsReply, state }: Decision): 'none' | 'answer' | 'awaited' {
  if (!awaitsReply) return 'none';
  const isAwaited = state.tokens.some(
    ({ phase, listen }) => phase === 'waiting' && listen.some(({ kind }) => kind === 'reply'),
  );
  return isAwaited ? 'awaited' : 'answer';
}

/** Runs a part of the engine and tells its failures from those of the database. */
export function think<T>(engine: () => T): T {
  try {
    return engine();
  } catch (error) {
    throw new EngineDefect(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
