import type { Change } from '../engine/change.js';
import type { Endings } from './endings.js';
import type { Scene } from './scene.js';
import type { SimulatedRun } from './simulated-run.js';

type Started = Extract<Change, { kind: 'automation_started' }>;
type Stopped = Extract<Change, { kind: 'automations_stopped' }>;

/** Does to runs what a written decision asked for, in its order. The asking run may be among those that end. */
export class RunRequests {
  constructor(
    private readonly scene: Scene,
    private readonly endings: Endings,
  ) {}

  fulfil(asker: SimulatedRun, changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.kind === 'contact_blocked') this.endings.endAll('blocked', `blocked by run ${asker.id}`);
      else if (change.kind === 'automations_stopped') this.stop(asker, change);
      else if (change.kind === 'automation_started') this.start(asker, change);
    }
  }

  private stop(asker: SimulatedRun, { which }: Stopped): void {
    if (typeof which !== 'string') {
      this.scene.warnings.add('runs of other automations are not part of a simulation: stopping them is not shown');
      return;
    }
    const because = `stopped by run ${asker.id}`;
    for (const run of this.scene.live.filter((each) => which === 'all' || each !== asker))
      this.endings.end(run, { kind: 'exit', at: this.scene.now, reason: 'stopped_by_automation', because });
  }

  /** Other automations are not known here: the contact is taken to enter. */
  private start(starter: SimulatedRun, { stepId, turn, automation }: Started): void {
    const { now } = this.scene;
    const why = `the contact is taken to enter "${automation}", which is not part of the simulation`;
    this.scene.narration.say(starter.id, {
      at: now,
      stepId,
      turn,
      what: 'automation_entered',
      why,
      saw: { automation },
    });
    const data = { stepId, turn, automation };
    starter.inbox.push({
      kind: 'event',
      at: now,
      id: `${starter.id}/${stepId}/${turn}`,
      type: 'automation.entered',
      data,
    });
  }
}
