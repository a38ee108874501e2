import type { MessageContent } from '@threadline/domain';
import type { Change } from './change.js';
import type { ExitReason } from './fact.js';
import type { Instant } from './instant.js';
import type { Listen, RunState } from './run-state.js';

/** What a send step puts on the wire, already rendered. */
export type SendContent = MessageContent;

/** Message categories as WhatsApp names them; free messages are `service`. */
export type MessageCategory = 'marketing' | 'utility' | 'authentication' | 'service';

/** A message the run wants sent: planned as a row of its own, performed by an activity. */
export interface SendEffect {
  kind: 'send';
  stepId: string;
  turn: number;
  category: MessageCategory;
  content: SendContent;
  /** Whether the contact's next message may be the answer to this one. */
  asks: boolean;
  /** When it should have gone out by the run's own clock. */
  intendedAt: Instant;
}
export type Effect = SendEffect;

/** A call to an outside system, already rendered. `capture` names what to keep of the answer, by its path in it. */
export type Call =
  | {
      to: 'webhook';
      method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
      url: string;
      headers: Record<string, string>;
      body?: string;
      capture: Record<string, string>;
    }
  | { to: ConnectorKind; connection: string; action: string; parameters: Record<string, string> }
  | { to: 'voice'; connection: string; say: { script: string } | { audio: string } }
  | { to: 'ai'; agent: string; deadline: Instant };

/** Outside systems with an adapter of their own. */
export type ConnectorKind = 'emailchef' | 'activecampaign' | 'paypal' | 'zapier' | 'make';

/** A call the run wants made: planned as a row of its own, performed by an activity, once per step and turn. */
export interface CallEffect {
  kind: 'call';
  stepId: string;
  turn: number;
  call: Call;
  intendedAt: Instant;
}

/** One line of a run's timeline: what happened, why, and the values that were seen. */
export interface TrailEntry {
  at: Instant;
  /** When it should have happened by the run's own clock; absent when it came from outside. */
  intendedAt?: Instant;
  stepId?: string;
  turn?: number;
  /** A code such as `waits`, `answered`, `timed_out`, `case_taken`, `tag_added`, `send_planned`, `send_accepted`, `exited`, `completed`. */
  what: string;
  why: string;
  saw?: Record<string, unknown>;
}

/** A step began, for the how-manyth time in this run. */
export interface StepBegun {
  stepId: string;
  turn: number;
}

/** How a run ends. */
export type Outcome =
  | { state: 'completed'; reason: 'last_step' | 'goal' }
  | { state: 'exited'; reason: ExitReason; detail?: string | undefined };

/** What a run does next. Pure data: the same version, state, facts, world and moment always give the same decision. */
export interface Decision {
  state: RunState;
  changes: Change[];
  /** The steps that began, in their order. */
  begun: StepBegun[];
  /** Messages to send. */
  effects: Effect[];
  /** Calls to make. */
  calls: CallEffect[];
  /** The earliest moment a token's time comes; absent when only effects or facts move the run. */
  wakeAt?: Instant;
  /** Where the run stands and why, one line per token, for people. */
  standing: string[];
  listens: Listen[];
  /** Whether the contact's next message may be this run's: it asked, or is asking, and no answer was used yet. */
  awaitsReply: boolean;
  trail: TrailEntry[];
  outcome?: Outcome;
}
