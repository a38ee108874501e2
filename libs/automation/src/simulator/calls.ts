import type { CallEffect } from '../engine/decision.js';
import type { CallResult, EffectFact } from '../engine/fact.js';
import type { Scene } from './scene.js';
import type { Script } from './script.js';
import type { SimulatedRun } from './simulated-run.js';
import type { ScriptedResult } from './timeline.js';

/** Calls to outside systems, which come to what the script says. Nothing outside is called. */
export class Calls {
  constructor(
    private readonly scene: Scene,
    private readonly script: Script,
  ) {}

  /** Performs a run's calls. One whose result the script has yet to tell stays in flight. */
  perform(run: SimulatedRun): EffectFact[] {
    const ended = run.calls.flatMap((call) => {
      const result = this.resultOf(call);
      return result ? [{ call, result }] : [];
    });
    run.calls = run.calls.filter((call) => !ended.some((other) => other.call === call));
    return ended.map(({ call, result }) => this.fact(call, result));
  }

  /** A result comes. Says whether a call was in flight that got it. */
  answer(step: string, scripted: ScriptedResult): boolean {
    const run = this.scene.live.find(({ calls }) => calls.some(({ stepId }) => stepId === step));
    const call = run?.calls.find(({ stepId }) => stepId === step);
    if (!run || !call) return false;
    run.calls = run.calls.filter((other) => other !== call);
    run.inbox.push(this.fact(call, callResult(call, scripted)));
    return true;
  }

  private resultOf(call: CallEffect): CallResult | undefined {
    const { stepId } = call;
    const scripted = this.script.take(stepId);
    if (scripted) return callResult(call, scripted);
    if (this.script.isToCome(stepId)) return undefined;
    this.scene.warnings.add(
      `the call of step "${stepId}" fails with no_connection, since the timeline tells no result for it`,
    );
    return { outcome: 'failed', reason: 'no_connection' };
  }

  private fact({ stepId, turn }: CallEffect, result: CallResult): EffectFact {
    return { kind: 'effect', at: this.scene.now, stepId, turn, result };
  }
}

/** What a call can come to, by what it is made to. Everything else is a failure. */
const possible: Readonly<Partial<Record<CallEffect['call']['to'], readonly string[]>>> = {
  voice: ['done', 'unanswered', 'denied'],
  ai: ['done', 'handed_over', 'timed_out'],
};

function callResult({ call }: CallEffect, scripted: ScriptedResult): CallResult {
  if (scripted.outcome === 'failed') {
    const { reason, detail } = scripted;
    return { outcome: 'failed', reason, ...(detail !== undefined && { detail }) };
  }
  const isPossible = (possible[call.to] ?? ['done']).includes(scripted.outcome);
  return isPossible
    ? (scripted as CallResult)
    : { outcome: 'failed', reason: `a call of this kind does not come to ${scripted.outcome}` };
}
