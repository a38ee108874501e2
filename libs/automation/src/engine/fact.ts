import type { Instant } from './instant.js';

/** What a contact's message says, as far as steps can match it. */
export type ReplyContent =
  | { kind: 'text'; text: string }
  | { kind: 'button'; payload: string; text: string }
  | { kind: 'list_reply'; id: string; title: string }
  | { kind: 'media'; media: string; caption?: string }
  | { kind: 'location'; latitude: number; longitude: number }
  | { kind: 'other'; type: string };

/** A reply of the contact that belongs to this run. `seq` is the contact's own sequence number: it orders without clocks. */
export interface ReplyFact {
  kind: 'reply';
  at: Instant;
  seq: number;
  messageId: string;
  content: ReplyContent;
}

/** What an effect came to. Members an author can act on, never exceptions. */
export type EffectResult =
  | { outcome: 'accepted'; claimedSeq: number }
  | { outcome: 'unknown'; claimedSeq: number }
  | { outcome: 'failed'; reason: string; detail?: string }
  | { outcome: 'skipped'; reason: string; detail?: string }
  | { outcome: 'parked'; reason: string; until?: Instant; detail?: string }
  | { outcome: 'window_closed' }
  | { outcome: 'not_sendable'; reason: string; detail?: string };

/** What a call to an outside system came to. `data` is kept as the step's result. */
export type CallResult =
  | { outcome: 'done'; data?: Record<string, unknown> }
  | { outcome: 'unanswered' | 'denied'; data?: Record<string, unknown> }
  | { outcome: 'handed_over' | 'timed_out'; data?: Record<string, unknown> }
  | { outcome: 'failed'; reason: string; detail?: string }
  | { outcome: 'parked'; reason: string; until?: Instant; detail?: string };

/** An effect of this run ended, or met a long obstacle. */
export interface EffectFact {
  kind: 'effect';
  at: Instant;
  stepId: string;
  turn: number;
  result: EffectResult | CallResult;
}

/** The run has to end now, whatever it waits for. */
export interface ExitFact {
  kind: 'exit';
  at: Instant;
  reason: ExitReason;
  /** What was seen, for the timeline: the event's type and id, or the request. */
  because: string;
}

/** The run's goal was reached and credited to it. */
export interface GoalFact {
  kind: 'goal';
  at: Instant;
  because: string;
}

/** An event the run waits for. */
export interface EventFact {
  kind: 'event';
  at: Instant;
  id: string;
  type: string;
  data: Record<string, unknown>;
}

/** Something outside the run's own steps that concerns it. Stored as a row before the run hears of it. */
export type Fact = ReplyFact | EffectFact | ExitFact | GoalFact | EventFact;

/** Why a run ended before its last step. */
export const exitReasons = [
  'opted_out',
  'blocked',
  'superseded',
  'exit_event',
  'exit_step',
  'stopped_by_automation',
  'stopped_by_user',
  'audience_no_longer_matches',
  'step_failed',
  'deactivated',
  'step_limit',
] as const;
export type ExitReason = (typeof exitReasons)[number];
