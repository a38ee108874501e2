import { advance } from '../engine/advance.js';
import type { Change } from '../engine/change.js';
import type { Decision } from '../engine/decision.js';
import type { Fact } from '../engine/fact.js';
import { fold } from '../engine/fold.js';
import type { World } from '../engine/world.js';
import { newsOf } from './contact-news.js';
import type { Scene } from './scene.js';
import type { SimulatedRun } from './simulated-run.js';

/** Takes an active run's decisions: what the engine says about all that is known, kept as production writes it. */
export class Decisions {
  constructor(private readonly scene: Scene) {}

  /** Decides on the given facts, on those in the run's inbox, and on every token whose time has come. Returns its changes. */
  decide(run: SimulatedRun, given: readonly Fact[] = []): Change[] {
    const facts = [...given, ...run.inbox];
    if (!run.runState) return [];
    this.scene.budget.spend('decisions');
    run.inbox = [];
    const world = this.scene.worldOf(run);
    const decision = advance(this.scene.definition, run.runState, facts, world, this.scene.now);
    for (const line of decision.trail) this.scene.narration.say(run.id, line);
    this.change(run, world, decision.changes);
    this.keep(run, decision);
    return decision.changes;
  }

  private change(run: SimulatedRun, world: World, changes: readonly Change[]): void {
    let after = world;
    for (const change of changes) {
      const news = newsOf(after, change);
      if (news) this.scene.tell(run, news);
      after = fold(after, change);
    }
    this.scene.contact.changed(after);
  }

  private keep(run: SimulatedRun, decision: Decision): void {
    run.runState = decision.state;
    run.standing = decision.standing;
    if (decision.wakeAt === undefined) delete run.wakeAt;
    else run.wakeAt = decision.wakeAt;
    if (!decision.awaitsReply) delete run.askedSeq;
    this.plan(run, decision);
    if (decision.outcome) this.end(run, decision.outcome);
  }

  /** One message per step and turn: one that was parked is opened again with the contents it has. */
  private plan(run: SimulatedRun, { effects, calls }: Decision): void {
    for (const effect of effects) {
      const { stepId, turn } = effect;
      const known = run.messages.find((message) => message.stepId === stepId && message.turn === turn);
      if (known) known.isOpen = known.status === 'planned';
      else run.messages.push({ stepId, turn, status: 'planned', replied: false, effect, isOpen: true });
    }
    run.calls.push(...calls);
  }

  /** Messages nobody has claimed are not sent any more. */
  private end(run: SimulatedRun, { state, reason }: NonNullable<Decision['outcome']>): void {
    Object.assign(run, { state, reason, endedAt: this.scene.now, standing: [], calls: [] });
    if (reason === 'goal') run.convertedAt ??= this.scene.now;
    delete run.wakeAt;
    delete run.askedSeq;
    this.scene.knock();
    for (const message of run.messages.filter(({ status }) => status === 'planned')) {
      const { stepId, turn } = message;
      Object.assign(message, { status: 'skipped', isOpen: false });
      const line = { what: 'send_skipped', why: 'the run ended before it was sent' };
      this.scene.narration.say(run.id, { at: this.scene.now, stepId, turn, ...line });
    }
  }
}
