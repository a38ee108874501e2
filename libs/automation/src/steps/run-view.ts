import type { Duration, Instant } from '@threadline/domain';
import type { Condition } from '../conditions/condition.js';
import type { Verdict } from '../conditions/evaluate.js';
import type { ReplyContent, ReplyFact } from '../engine/fact.js';
import type { World } from '../engine/world.js';
import type { Settings } from '../language/settings.js';
import type { Rendered } from '../text/render.js';

/** A message of the contact. `text` is absent when it has no words. */
export interface LastMessage {
  at: Instant;
  messageId: string;
  content: ReplyContent;
  text?: string;
}

/** What a step may see of its run. */
export interface RunView {
  /** The moment by the run's own clock: when the step began, or when what it waited for came. Lateness is not in it. */
  readonly now: Instant;
  /** The real moment of the decision. */
  readonly at: Instant;
  /** The zone in which calendar time is counted. */
  readonly zone: string;
  readonly stepId: string;
  readonly turn: number;
  /** The step's own last result. */
  readonly result: Readonly<Record<string, unknown>> | undefined;
  readonly world: World;
  readonly settings: Settings;
  /** Replies that came since the last send and that no step has used yet, oldest first. */
  readonly replies: readonly ReplyFact[];
  /** What the contact said last to this run: the reply that was used last, else the message that started the run. */
  readonly lastMessage: LastMessage | undefined;
  /** What the step kept when it began to wait. */
  readonly memory: Readonly<Record<string, unknown>>;
  /** The moment a duration after {@link now}, or after another moment. */
  after(duration: Duration, from?: Instant): Instant;
  evaluate(condition: Condition): Verdict;
  /** The value at a path of `contact`, `trigger`, `run` or `results`; undefined when there is none. */
  value(path: string): unknown;
  render(template: string): Rendered;
}
