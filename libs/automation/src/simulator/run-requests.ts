import type { Change } from '../engine/change.js';
import { startNews } from '../steps/start-automation.step.js';
import type { Endings } from './endings.js';
import { hear } from './events.js';
import type { Scene } from './scene.js';
import type { Script } from './script.js';
import type { SimulatedRun } from './simulated-run.js';
import type { ScriptedResult } from './timeline.js';

type Started = Extract<Change, { kind: 'automation_started' }>;
type Stopped = Extract<Change, { kind: 'automations_stopped' }>;

/** Does to runs what a written decision asked for, in its order. The asking run may be among those that end. */
export class RunRequests {
  private readonly started: { by: SimulatedRun; start: Started }[] = [];

  constructor(
    private readonly scene: Scene,
    private readonly parts: { endings: Endings; script: Script },
  ) {}

  fulfil(asker: SimulatedRun, changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.kind === 'contact_blocked') this.parts.endings.endAll('blocked', `blocked by run ${asker.id}`);
      else if (change.kind === 'automations_stopped') this.stop(asker, change);
      else if (change.kind === 'automation_started') this.start(asker, change);
    }
  }

  /** The timeline tells what became of a run that a step started. Says whether the step started one. */
  answer(step: string, result: ScriptedResult): boolean {
    const found = this.started.findLast(({ start }) => start.stepId === step);
    if (!found) return false;
    this.started.splice(this.started.indexOf(found), 1);
    this.tell(found.by, found.start, { type: startNews.ended, data: endOf(result) });
    return true;
  }

  private stop(asker: SimulatedRun, { which }: Stopped): void {
    if (typeof which !== 'string') {
      this.scene.warnings.add('runs of other automations are not part of a simulation: stopping them is not shown');
      return;
    }
    const because = `stopped by run ${asker.id}`;
    for (const run of this.scene.live.filter((each) => which === 'all' || each !== asker))
      this.parts.endings.end(run, { kind: 'exit', at: this.scene.now, reason: 'stopped_by_automation', because });
  }

  /** Other automations are not known here: the contact is taken to enter unless the timeline tells that it fails. */
  private start(starter: SimulatedRun, start: Started): void {
    const { stepId, turn, automation } = start;
    const told = this.parts.script.take(stepId);
    const isRefused = told?.outcome === 'failed';
    const what = isRefused ? 'automation_refused' : 'automation_entered';
    const why = isRefused ? told.reason : `the contact is taken to enter "${automation}", which is not simulated`;
    this.scene.narration.say(starter.id, { at: this.scene.now, stepId, turn, what, why, saw: { automation } });
    this.tell(starter, start, {
      type: isRefused ? startNews.refused : startNews.entered,
      data: isRefused ? { reason: told.reason } : {},
    });
    if (isRefused) return;
    this.started.push({ by: starter, start });
    if (told) this.answer(stepId, told);
  }

  private tell(
    starter: SimulatedRun,
    { stepId, turn, automation }: Started,
    { type, data }: { type: string; data: Record<string, unknown> },
  ): void {
    const id = `${starter.id}/${stepId}/${turn}/${type}`;
    hear(starter, { type, id, data: { ...data, stepId, turn, automation }, time: this.scene.now });
  }
}

/** How a run that was started ended. */
function endOf(result: ScriptedResult): Record<string, unknown> {
  if (result.outcome === 'failed') return { state: 'exited', reason: result.reason };
  return { state: 'completed', reason: 'last_step', ...('data' in result && result.data) };
}
