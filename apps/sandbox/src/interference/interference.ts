import { GraphError } from '../graph/graph-error.js';
import type { Fate } from '../messages/statuses.js';
import type { Call, Failures } from './failures.js';
import type { Holds } from './holds.js';

/** How a call ends: with an answer, a refusal of something in front, no answer at all, or a broken connection. */
export type Ending = { kind: 'answer'; body: object } | { kind: 'http_500' } | { kind: 'silence' } | { kind: 'break' };

/** Does to calls what tests ordered. */
export class Interference {
  constructor(
    private readonly failures: Failures,
    private readonly holds: Holds,
  ) {}

  /** @throws {GraphError} when the call is refused, by order or by `act`. */
  async around(call: Call, act: (fate: Fate) => object): Promise<Ending> {
    const failure = this.failures.take(call);
    if (failure?.mode === 'error') throw new GraphError(failure.code, 'ordered by the control routes');
    if (failure?.mode === 'http_500') return { kind: 'http_500' };
    if (failure?.mode === 'timeout_before_acting') return { kind: 'silence' };
    if ((await this.holds.pass('before_acting', call)) === 'discarded') return { kind: 'break' };
    const body = act({ failsWith: failure?.mode === 'failed_status' ? failure.code : undefined });
    if ((await this.holds.pass('after_acting', call)) === 'discarded') return { kind: 'break' };
    if (failure?.mode === 'timeout_after_acting') return { kind: 'silence' };
    if (failure?.mode === 'drop_after_acting') return { kind: 'break' };
    return { kind: 'answer', body };
  }
}
