import type { Draft } from './draft.js';
import { asksForReply, isSend, reachesResponse } from './graph.js';
import type { Listen, RunState, Token } from './run-state.js';

/** Where each token stands and why, for people. No name, number or text of a contact: these lines are shown outside the database. */
export const standingOf = (draft: Draft): string[] => draft.state.tokens.map((token) => lineOf(draft, token));

function lineOf(draft: Draft, { stepId, phase, until, listen, why }: Token): string {
  const time = until === undefined ? '' : ` until ${new Date(until).toISOString()}`;
  switch (phase) {
    case 'effect':
      return `${isSend(draft.step(stepId)) ? 'send' : 'call'} in flight at \`${stepId}\``;
    case 'parked':
      return `parked at \`${stepId}\`${time}: ${why ?? 'an obstacle'}`;
    case 'due':
      return `waits before \`${stepId}\`${time}`;
    case 'waiting':
      return `waits${purposeOf(listen)} at \`${stepId}\`${time}`;
  }
}

function purposeOf(listen: readonly Listen[]): string {
  const purposes = listen.map((heard) => (heard.kind === 'reply' ? 'a reply' : heard.type));
  return purposes.length === 0 ? '' : ` for ${purposes.join(' or ')}`;
}

/** The earliest moment a token's time comes. */
export function wakeAtOf(state: RunState): number | undefined {
  const moments = state.tokens.flatMap(({ phase, since, until }) => (phase === 'effect' ? [] : [until ?? since]));
  return moments.length === 0 ? undefined : Math.min(...moments);
}

/** What the run listens to, each once. */
export function listensOf(state: RunState, awaitsReply: boolean): Listen[] {
  const all: Listen[] = [
    ...state.tokens.flatMap(({ listen }) => listen),
    ...(awaitsReply ? [{ kind: 'reply' } as const] : []),
  ];
  return [...new Map(all.map((listen) => [JSON.stringify(listen), listen])).values()];
}

/** Whether the contact's next message may be this run's: it asked, or is asking, and no answer was used yet. */
export function awaitsReply({ definition, state }: Draft): boolean {
  return state.tokens.some((token) => {
    if (token.phase === 'waiting' && token.listen.some(({ kind }) => kind === 'reply')) return true;
    const asks = token.phase === 'effect' && asksForReply(definition, token.stepId);
    if (asks) return true;
    return state.askedSeq !== undefined && reachesResponse(definition, token.stepId);
  });
}
