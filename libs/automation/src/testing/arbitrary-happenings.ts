import fc from 'fast-check';
import type { CallResult, EffectResult, Fact, ReplyContent } from '../engine/fact.js';
import type { RunState } from '../engine/run-state.js';

/** Something that happens to a run; a fact is made of it when it happens, since it may be about where the run stands. */
export type Happening =
  | { kind: 'passes'; ms: number }
  | { kind: 'ends'; result: EffectResult; stale: boolean }
  | { kind: 'replies'; content: ReplyContent }
  | { kind: 'exits' }
  | { kind: 'tells'; type: string };

const result: fc.Arbitrary<EffectResult> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<EffectResult>({ outcome: 'accepted', claimedSeq: 0 }) },
  fc.constantFrom<EffectResult>(
    { outcome: 'unknown', claimedSeq: 0 },
    { outcome: 'failed', reason: '131026' },
    { outcome: 'skipped', reason: 'opted_out' },
    { outcome: 'parked', reason: 'quiet_hours' },
    { outcome: 'parked', reason: 'template_pending', until: 0 },
    { outcome: 'window_closed' },
    { outcome: 'not_sendable', reason: 'template_rejected' },
  ),
);
const content = fc.constantFrom<ReplyContent>(
  { kind: 'text', text: 'yes' },
  { kind: 'text', text: 'no' },
  { kind: 'button', payload: 'b', text: 'B' },
  { kind: 'media', media: 'image' },
);

/** Any course of things. Exits are rare, so that there is something to end. */
export const anyHappenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('ends' as const), result, stale: fc.boolean() }) },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('passes' as const),
        ms: fc.constantFrom(0, 1, 1_000, 3_600_000, 90_000_000),
      }),
    },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('replies' as const), content }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('tells' as const),
        type: fc.constantFrom('template.status_changed', 'shop.order.placed'),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ kind: 'exits' as const }) },
  ),
  { maxLength: 40 },
);

/** The fact that a happening becomes where the run stands now; none when it is only time that passes, or nothing to be about. */
export function factOf(
  happening: Happening,
  { state, now, seq, isSend }: { state: RunState; now: number; seq: number; isSend: (stepId: string) => boolean },
): Fact | undefined {
  switch (happening.kind) {
    case 'passes':
      return undefined;
    case 'ends': {
      const token = state.tokens.find(({ phase }) => phase === 'effect');
      if (!token) return undefined;
      const result = isSend(token.stepId) ? sendResult(happening.result, seq) : callResult(happening.result);
      return { kind: 'effect', at: now, stepId: token.stepId, turn: token.turn - (happening.stale ? 1 : 0), result };
    }
    case 'replies':
      return { kind: 'reply', at: now, seq, messageId: `m-${seq}`, content: happening.content };
    case 'exits':
      return { kind: 'exit', at: now, reason: 'opted_out', because: 'STOP' };
    case 'tells':
      return { kind: 'event', at: now, id: `e-${seq}`, type: happening.type, data: {} };
  }
}

const sendResult = (result: EffectResult, seq: number): EffectResult =>
  'claimedSeq' in result ? { ...result, claimedSeq: seq } : result;

/** What a call comes to where a send would come to that. */
function callResult(result: EffectResult): CallResult {
  if (result.outcome === 'failed' || result.outcome === 'parked') return result;
  return { outcome: 'done', data: { code: 'AB12' } };
}
