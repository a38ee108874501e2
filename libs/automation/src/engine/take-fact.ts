import type { Instant } from '@threadline/domain';
import type { Draft } from './draft.js';
import type { EffectFact, EventFact, Fact, ReplyFact } from './fact.js';
import { orderAgain, resumeStep } from './moves.js';
import type { Token } from './run-state.js';

/** How long a parked message waits before it is tried again when nobody said for how long. */
const recheckMs = 60 * 60 * 1_000;

/** Whether a token listens to facts of this kind. Which of them it means, its step says. */
export const hears = ({ listen }: Token, fact: Fact): boolean =>
  listen.some((one) =>
    one.kind === 'event' ? fact.kind === 'event' && fact.type === one.type : fact.kind === one.kind,
  );

/** What a fact does to the run. A fact about something that no longer stands changes nothing. */
export function takeFact(draft: Draft, fact: Fact): void {
  switch (fact.kind) {
    case 'exit':
      draft.end(
        { state: 'exited', reason: fact.reason, detail: fact.because },
        { why: `${fact.reason}: ${fact.because}` },
      );
      return;
    case 'goal':
      draft.end({ state: 'completed', reason: 'goal' }, { why: `the goal was reached: ${fact.because}` });
      return;
    case 'reply':
      takeReply(draft, fact);
      return;
    case 'effect':
      takeEffect(draft, fact);
      return;
    case 'event':
      takeEvent(draft, fact);
      return;
  }
}

/** Replies that are kept until a step uses them. */
const rememberedReplies = 50;

function takeReply(draft: Draft, fact: ReplyFact): void {
  const { state } = draft;
  const saw = { message: fact.messageId };
  if (state.replies.some(({ seq }) => seq === fact.seq) || (state.lastReply?.seq ?? -1) >= fact.seq) return;
  if (state.askedSeq !== undefined && fact.seq <= state.askedSeq) {
    draft.say(undefined, { what: 'reply_too_old', why: 'it was written before the last message of this run', saw });
    return;
  }
  const replies = [...state.replies, { ...fact, at: Math.min(fact.at, draft.at) }];
  state.replies = replies.sort((a, b) => a.seq - b.seq).slice(-rememberedReplies);
  const waiting = state.tokens.find((token) => token.phase === 'waiting' && hears(token, fact));
  if (waiting) resumeStep(draft, waiting, { occasion: { kind: 'reply' }, now: momentOf(draft, waiting, fact.at) });
  else draft.say(undefined, { what: 'reply_kept', why: 'no step waits for it yet', saw });
}

function takeEffect(draft: Draft, fact: EffectFact): void {
  const token = standing(draft, fact);
  if (!token) return;
  const { result } = fact;
  if (result.outcome === 'parked') {
    park(draft, token, result);
    return;
  }
  if (result.outcome === 'accepted' || result.outcome === 'unknown') asked(draft, token, result.claimedSeq);
  resumeStep(draft, token, { occasion: { kind: 'effect', result }, now: momentOf(draft, token, fact.at) });
}

/** The token an effect belongs to, if it still stands where the effect was ordered. */
const standing = (draft: Draft, { stepId, turn }: EffectFact): Token | undefined =>
  draft.state.tokens.find((token) => token.stepId === stepId && token.turn === turn && token.phase === 'effect');

function park(draft: Draft, token: Token, { reason, until, detail }: Parked): void {
  token.phase = 'parked';
  token.until = Math.max(until ?? draft.at + recheckMs, draft.at + 1);
  token.why = reason;
  token.listen = wakers[reason] ?? [];
  draft.say(token, {
    what: 'send_parked',
    why: detail ?? reason,
    saw: { reason, until: new Date(token.until).toISOString() },
  });
}

type Parked = Extract<EffectFact['result'], { outcome: 'parked' }>;

/** Whose news may mean that an obstacle is gone. */
const wakers: Readonly<Record<string, Token['listen']>> = {
  template_pending: [{ kind: 'event', type: 'template.status_changed' }],
  unknown_outcome: [{ kind: 'event', type: 'message.settled' }],
  human_owner: [{ kind: 'event', type: 'conversation.released' }],
  window_closed: [{ kind: 'event', type: 'conversation.window_opened' }],
};

function asked(draft: Draft, token: Token, claimedSeq: number): void {
  draft.state.askedSeq = claimedSeq;
  draft.state.askedBy = token.stepId;
  draft.state.replies = draft.state.replies.filter(({ seq }) => seq > claimedSeq);
}

/** Events of which a run remembers that it heard them. */
const rememberedEvents = 50;

function takeEvent(draft: Draft, fact: EventFact): void {
  const { state } = draft;
  if (state.heard?.includes(fact.id)) return;
  const hearing = state.tokens.filter((token) => hears(token, fact));
  const moved = hearing.filter((token) => !draft.outcome && hear(draft, token, fact));
  if (moved.length > 0) state.heard = [...(state.heard ?? []), fact.id].slice(-rememberedEvents);
}

function hear(draft: Draft, token: Token, event: EventFact): boolean {
  const occasion = { kind: 'event', event } as const;
  if (token.phase !== 'parked') return resumeStep(draft, token, { occasion, now: momentOf(draft, token, event.at) });
  orderAgain(draft, token);
  return true;
}

/** A fact's moment on the run's own clock: not before the step was reached, not in the future. */
const momentOf = (draft: Draft, token: Token, at: Instant) => Math.max(token.since, Math.min(at, draft.at));
