import type { Next } from '../language/ids.js';
import type { Occasion } from './occasion.js';
import { goTo, problem, type StepOutcome } from './step-outcome.js';

/** The ways out of a send step. */
export interface SendWays {
  next: Next;
  failed?: Next | undefined;
  notSendable?: Next | undefined;
  windowClosed?: Next | undefined;
}

/** Where a send step goes once its message has ended, however it ended. */
export function afterSend(ways: SendWays, occasion: Occasion): StepOutcome {
  if (occasion.kind !== 'effect') throw new RangeError(`a send waits for its effect, not for ${occasion.kind}`);
  const { result } = occasion;
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
      return goTo(ways.next, {
        what: 'send_skipped',
        why: result.reason,
        result: { status: 'skipped', reason: result.reason },
      });
    case 'failed':
      return problem(result, { wired: ways.failed, next: ways.next });
    case 'not_sendable':
      return problem(result, { wired: ways.notSendable, next: ways.next });
    case 'window_closed':
      return problem({ reason: 'window_closed' }, { wired: ways.windowClosed, next: ways.next });
    case 'parked':
      throw new RangeError('a parked message has not ended');
  }
}
