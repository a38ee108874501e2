import { z } from 'zod';
import { exitReasons } from './fact.js';

const Instant = z.number().int();

/** What a run waits to hear while a token stands still. */
export const Listen = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reply') }),
  z.object({ kind: z.literal('event'), type: z.string() }),
]);
export type Listen = z.infer<typeof Listen>;

/**
 * Where a run stands: a token on a step. `due`: the step begins at `until` (at once when absent). `waiting`: it has begun and
 * waits until then or for what it listens to. `effect`: its effect is in flight. `parked`: its effect met a long obstacle.
 */
export const Token = z.object({
  id: z.number().int(),
  stepId: z.string(),
  turn: z.number().int(),
  phase: z.enum(['due', 'waiting', 'effect', 'parked']),
  /** The moment the step was reached, by the run's own clock: intended times are counted from it, so that lateness does not add up. */
  since: Instant,
  until: Instant.optional(),
  listen: z.array(Listen).default([]),
  /** Why the token stands here, in words for people. */
  why: z.string().optional(),
  /** The moment the run's own clock shows when `until` comes, where the two differ: waits to a clock time are smeared. */
  intended: Instant.optional(),
  /** The branch step whose paths this token is one of. */
  join: z.number().int().optional(),
  /** What the step keeps between begin and resume. */
  memory: z.record(z.string(), z.unknown()).optional(),
});
export type Token = z.infer<typeof Token>;

/** Parallel paths that are still open; when none is, the run goes on at `next`. */
const Join = z.object({
  id: z.number().int(),
  stepId: z.string(),
  open: z.number().int(),
  next: z.string().nullable(),
  /** The join the branch step itself stands in. */
  outer: z.number().int().optional(),
});
export type Join = z.infer<typeof Join>;

const Reply = z.object({
  kind: z.literal('reply'),
  at: Instant,
  seq: z.number().int(),
  messageId: z.string(),
  content: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('text'), text: z.string() }),
    z.object({ kind: z.literal('button'), payload: z.string(), text: z.string() }),
    z.object({ kind: z.literal('list_reply'), id: z.string(), title: z.string() }),
    z.object({ kind: z.literal('media'), media: z.string(), caption: z.string().optional() }),
    z.object({ kind: z.literal('location'), latitude: z.number(), longitude: z.number() }),
    z.object({ kind: z.literal('other'), type: z.string() }),
  ]),
});

/** How a run ends. */
export const Ended = z.discriminatedUnion('state', [
  z.object({ state: z.literal('completed'), reason: z.enum(['last_step', 'goal']) }),
  z.object({ state: z.literal('exited'), reason: z.enum(exitReasons), detail: z.string().optional() }),
]);

/** A run as plain data: it can be stored, shown, moved to another version, simulated. `v` is the shape's version. */
export const RunState = z.object({
  v: z.literal(1),
  tokens: z.array(Token),
  /** How often each step has begun. */
  turns: z.record(z.string(), z.number().int()),
  /** The last result of each step that has one, for conditions and texts. */
  results: z.record(z.string(), z.record(z.string(), z.unknown())),
  /** Steps executed so far; at the limit the run exits with `step_limit`. */
  executed: z.number().int(),
  /** Replies that came after the last claimed send and that no step has used yet. */
  replies: z.array(Reply),
  /** The contact's sequence number at the last claimed send; older replies are no answer to it. */
  askedSeq: z.number().int().optional(),
  /** The step of that send. */
  askedBy: z.string().optional(),
  /** The reply that was used last. */
  lastReply: Reply.optional(),
  nextToken: z.number().int(),
  /** Branch steps whose paths have not all ended. */
  joins: z.array(Join).optional(),
  /** Events that have moved the run, by id, newest last: a repeat moves nothing. */
  heard: z.array(z.string()).optional(),
  /** Set when the run has ended; nothing happens any more. */
  ended: Ended.optional(),
  lastDecisionAt: Instant,
});
export type RunState = z.infer<typeof RunState>;
