import { creditedEvent, disposition, endingOf, upcastState, type EventFact } from '@threadline/automation';
import { liveRunsOf, putFact, type Run } from '@threadline/persistence';
import { think } from '../advancing/decisions.js';
import type { Catalog } from '../catalog/catalog.js';
import type { Endings } from '../ending/endings.js';
import { oweRing } from '../temporal/owing.js';
import type { Work } from '../work.js';
import type { Handled } from './handle-event.js';

/** Tells the contact's runs of an event: those it ends or disarms first, goal before exit, then those that wait for it. */
export class RunNews {
  constructor(private readonly parts: { catalog: Catalog; endings: Endings }) {}

  /** Returns the runs that still live. `creditedRunId` is the run that got the order. */
  async tell(work: Work, handled: Handled, creditedRunId?: string): Promise<Run[]> {
    let ended = 0;
    for (const run of handled.live) ended += await this.end(work, { run, handled, creditedRunId });
    const { event, contactId } = handled;
    const live = ended === 0 ? handled.live : await liveRunsOf(work.tx, event.workspaceid, contactId);
    for (const run of live) await this.wake(work, run, handled);
    return live;
  }

  private async end(
    work: Work,
    { run, handled, creditedRunId }: { run: Run; handled: Handled; creditedRunId: string | undefined },
  ): Promise<0 | 1> {
    const { definition } = await this.parts.catalog.version(work.tx, run.automationId, run.version);
    const { event } = handled;
    const meant = think(() => disposition({ type: event.type, data: { ...event.data } }, definition, run));
    if (!meant) return 0;
    const isCredited = event.type !== creditedEvent || run.id === creditedRunId;
    const outcome = endingOf(meant, { isCredited, isCreditedElsewhere: creditedRunId !== undefined });
    if (outcome === undefined) return 0;
    const because = `${event.type} ${event.id}`;
    const fact =
      outcome === 'goal'
        ? ({ kind: 'goal', at: work.now, because } as const)
        : ({ kind: 'exit', at: work.now, reason: 'exit_event', because } as const);
    await this.parts.endings.endAndRing(work, run, { fact, about: event.id });
    return 1;
  }

  private async wake(work: Work, run: Run, { event }: Handled): Promise<void> {
    const isWaiting = waitsFor(run, event.type);
    if (!isWaiting && !isHeldAtDoor(run, event.type, work.now)) return;
    if (isWaiting) {
      const { id, type } = event;
      const fact: EventFact = { kind: 'event', at: Date.parse(event.time), id, type, data: { ...event.data } };
      await putFact(work.tx, run.id, fact);
    }
    await oweRing(work, run, { signal: 'eventArrived', about: event.id });
  }
}

/** Whether one of the run's steps stands waiting for events of this type. Which of them it means, the step says itself. */
export const waitsFor = ({ state, runState }: Run, type: string): boolean =>
  state === 'active' &&
  think(() => upcastState(runState)).tokens.some(({ listen }) =>
    listen.some((one) => one.kind === 'event' && one.type === type),
  );

/** Whether the contact has changed while a run that is due waits for its audience to hold: it is judged again at once. */
const isHeldAtDoor = ({ state, armedUntil, queued }: Run, type: string, now: number): boolean =>
  state === 'armed' && !queued && armedUntil !== null && armedUntil <= now && type.startsWith('contact.');
