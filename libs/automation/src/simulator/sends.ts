import type { EffectFact, EffectResult } from '../engine/fact.js';
import type { MessageStatus } from '../engine/world.js';
import { maySend } from '../sending/may-send.js';
import { sendingPolicyOf } from '../sending/policy-of.js';
import { resultOfVerdict } from '../sending/result-of-verdict.js';
import type { Scene } from './scene.js';
import type { Script } from './script.js';
import type { SimulatedMessage, SimulatedRun } from './simulated-run.js';
import type { ScriptedResult } from './timeline.js';

/** Sends planned messages by the sending rules of the moment; WhatsApp is made up and accepts them unless the script says otherwise. */
export class Sends {
  constructor(
    private readonly scene: Scene,
    private readonly script: Script,
  ) {}

  /** Performs a run's open sends. Returns what they came to. */
  perform(run: SimulatedRun): EffectFact[] {
    return run.messages
      .filter(({ isOpen }) => isOpen)
      .map((message) => {
        message.isOpen = false;
        const { stepId, turn } = message;
        return { kind: 'effect', at: this.scene.now, stepId, turn, result: this.send(run, message) };
      });
  }

  private send(run: SimulatedRun, message: SimulatedMessage): EffectResult {
    const refusal = this.refusal(run, message);
    if (refusal) {
      message.status = refusal.outcome === 'parked' ? 'planned' : 'skipped';
      return refusal;
    }
    const claimedSeq = this.scene.contact.nextSeq();
    if (message.effect.asks) run.askedSeq = claimedSeq;
    const result = answerOf(this.script.take(message.stepId), claimedSeq);
    message.status = statusOf(result);
    if (result.outcome === 'accepted' || result.outcome === 'unknown')
      this.scene.narration.sent(run.id, message.effect, this.scene.now);
    return result;
  }

  /** What the sending rules say against sending now, if anything. */
  private refusal(run: SimulatedRun, { effect }: SimulatedMessage): EffectResult | undefined {
    const { category, content, intendedAt, stepId } = effect;
    const { definition, now, templates } = this.scene;
    const templateStatus = content.kind === 'template' ? (templates.get(content.name) ?? 'approved') : undefined;
    const policy = sendingPolicyOf(definition, stepId);
    return resultOfVerdict(
      maySend({ category, content, intendedAt, templateStatus, policy }, this.scene.worldOf(run), now),
    );
  }
}

function answerOf(scripted: ScriptedResult | undefined, claimedSeq: number): EffectResult {
  switch (scripted?.outcome) {
    case undefined:
    case 'accepted':
      return { outcome: 'accepted', claimedSeq };
    case 'unknown':
      return { outcome: 'unknown', claimedSeq };
    case 'window_closed':
      return { outcome: 'window_closed' };
    case 'not_sendable':
      return { outcome: 'not_sendable', reason: scripted.reason };
    case 'failed': {
      const { reason, detail } = scripted;
      return { outcome: 'failed', reason, ...(detail !== undefined && { detail }) };
    }
    case 'done':
    case 'unanswered':
    case 'denied':
    case 'handed_over':
    case 'timed_out':
      return { outcome: 'failed', reason: `a send does not come to ${scripted.outcome}` };
  }
}

const statusOf = ({ outcome }: EffectResult): MessageStatus =>
  outcome === 'accepted' || outcome === 'unknown' ? outcome : 'failed';
