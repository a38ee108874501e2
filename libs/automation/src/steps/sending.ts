import type { CallResult, EffectResult } from '../engine/fact.js';
import type { Next } from '../language/ids.js';
import type { Occasion } from './occasion.js';
import { end, goTo, problem, type StepOutcome } from './step-outcome.js';

/** The ways out of a send step. */
export interface SendWays {
  next: Next;
  failed?: Next | undefined;
  notSendable?: Next | undefined;
  windowClosed?: Next | undefined;
}

/** Where a send step goes once its message has ended, however it ended. */
export function afterSend(ways: SendWays, occasion: Occasion): StepOutcome {
  const result = resultIn(occasion);
  switch (result.outcome) {
    case 'accepted':
      return goTo(ways.next, {
        what: 'send_accepted',
        why: 'WhatsApp accepted the message',
        result: { status: 'accepted' },
      });
    case 'unknown':
      return goTo(ways.next, {
        what: 'send_unknown',
        why: 'nobody knows whether WhatsApp took the message; it is not sent again, the run goes on',
        result: { status: 'unknown' },
      });
    case 'skipped':
      return skipped(ways.next, result.reason, result.detail);
    case 'failed':
      return problem(result, { wired: ways.failed, next: ways.next });
    case 'not_sendable':
      if (result.reason === 'capped') return exitsCapped(result.detail);
      return problem(result, { wired: ways.notSendable, next: ways.next });
    case 'window_closed':
      return problem({ reason: 'window_closed' }, { wired: ways.windowClosed, next: ways.next });
    default:
      throw new RangeError(`a message cannot come to ${result.outcome}`);
  }
}

/** The policy for a used-up cap is `exit`: a way out that is wired for other problems is not meant. */
const exitsCapped = (detail = 'capped'): StepOutcome =>
  end({ state: 'exited', reason: 'step_failed', detail: 'capped' }, { what: 'send_failed', why: detail });

/** Nothing was sent, by a rule: the run goes on. */
export const skipped = (next: Next, reason: string, detail = reason): StepOutcome =>
  goTo(next, { what: 'send_skipped', why: detail, result: { status: 'skipped', reason } });

/** What an effect came to. @throws RangeError when it is no effect that was waited for: our own defect. */
export function resultIn(occasion: Occasion): EffectResult | CallResult {
  if (occasion.kind === 'effect') return occasion.result;
  throw new RangeError(`an effect is waited for, not ${occasion.kind}`);
}
