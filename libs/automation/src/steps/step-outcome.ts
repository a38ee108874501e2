import type { Instant } from '@threadline/domain';
import type { Change } from '../engine/change.js';
import type { Call, MessageCategory, Outcome, SendContent } from '../engine/decision.js';
import type { ReplyFact } from '../engine/fact.js';
import type { Listen } from '../engine/run-state.js';
import type { Next } from '../language/ids.js';

/** What a step tells the timeline, and what it leaves behind. */
export interface Said {
  what: string;
  why: string;
  saw?: Record<string, unknown>;
  changes?: Change[];
  /** Kept as the step's result, for conditions and texts. */
  result?: Record<string, unknown>;
  /** Replies the step has used up; the last of them becomes the run's last reply. */
  used?: readonly ReplyFact[];
}

/** An effect as a step asks for it; the engine adds where and when. */
export type EffectRequest =
  { kind: 'send'; category: MessageCategory; content: SendContent } | { kind: 'call'; call: Call };

/** How long a step waits, and what it listens to meanwhile. */
export interface Wait {
  until: Instant;
  listen: Listen[];
  /** What the run's own clock shows when `until` comes, where the two differ. */
  intended?: Instant;
  memory?: Record<string, unknown>;
}

/** What a step wants: exactly one of these. */
export type StepOutcome =
  | ({ kind: 'goTo'; next: Next } & Said)
  | ({ kind: 'waitFor' } & Wait & Said)
  | { kind: 'stay' }
  | ({ kind: 'perform'; effect: EffectRequest } & Said)
  | ({ kind: 'fork'; paths: readonly string[]; next: Next } & Said)
  | ({ kind: 'end'; ending: Outcome } & Said)
  | { kind: 'problem'; reason: string; detail?: string; wired: Next | undefined; next: Next };

export const goTo = (next: Next, said: Said): StepOutcome => ({ kind: 'goTo', next, ...said });

export const waitFor = (wait: Wait, said: Said): StepOutcome => ({ kind: 'waitFor', ...wait, ...said });

/** What came is not what the step waits for: nothing changes. */
export const stay = (): StepOutcome => ({ kind: 'stay' });

/** Several paths at once; when all of them have ended the run goes on at `next`. */
export const fork = (paths: readonly string[], next: Next, said: Said): StepOutcome => ({
  kind: 'fork',
  paths,
  next,
  ...said,
});

export const perform = (effect: EffectRequest, said: Said): StepOutcome => ({ kind: 'perform', effect, ...said });

/** The run ends, all its paths. */
export const end = (ending: Outcome, said: Said): StepOutcome => ({ kind: 'end', ending, ...said });

/** Something went wrong that an author can act on: taken by the wired way, else by the automation's `onFailure`. */
export const problem = (
  trouble: { reason: string; detail?: string },
  ways: { wired: Next | undefined; next: Next },
): StepOutcome => ({ kind: 'problem', ...trouble, ...ways });
