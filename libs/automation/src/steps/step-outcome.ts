import type { Instant } from '@threadline/domain';
import type { Change } from '../engine/change.js';
import type { MessageCategory, SendContent } from '../engine/decision.js';
import type { ExitReason, ReplyFact } from '../engine/fact.js';
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
export interface EffectRequest {
  kind: 'send';
  category: MessageCategory;
  content: SendContent;
}

/** What a step wants: exactly one of these. */
export type StepOutcome =
  | ({ kind: 'goTo'; next: Next } & Said)
  | ({ kind: 'waitFor'; until: Instant; listen: Listen[]; memory?: Record<string, unknown> } & Said)
  | ({ kind: 'perform'; effect: EffectRequest } & Said)
  | ({ kind: 'end'; reason: ExitReason; detail?: string } & Said)
  | { kind: 'problem'; reason: string; detail?: string; wired: Next | undefined; next: Next };

export const goTo = (next: Next, said: Said): StepOutcome => ({ kind: 'goTo', next, ...said });

export const waitFor = (
  wait: { until: Instant; listen: Listen[]; memory?: Record<string, unknown> },
  said: Said,
): StepOutcome => ({ kind: 'waitFor', ...wait, ...said });

export const perform = (effect: EffectRequest, said: Said): StepOutcome => ({ kind: 'perform', effect, ...said });

export const end = (ending: { reason: ExitReason; detail?: string }, said: Said): StepOutcome => ({
  kind: 'end',
  ...ending,
  ...said,
});

/** Something went wrong that an author can act on: taken by the wired way, else by the automation's `onFailure`. */
export const problem = (
  trouble: { reason: string; detail?: string },
  ways: { wired: Next | undefined; next: Next },
): StepOutcome => ({ kind: 'problem', ...trouble, ...ways });
