import { addDuration, subtractDuration, type Instant } from '@threadline/domain';
import { evaluate, type Verdict } from '../conditions/evaluate.js';
import type { World } from '../engine/world.js';
import type { Entry } from '../language/entry.js';

/** Why a run may not enter. */
export const refusalReasons = ['blocked', 'once', 'live_run', 'min_gap', 'limit', 'audience'] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** A run of the same automation and contact that entered before. `endedAt` is null while it lives. */
export interface PastEntry {
  runId: string;
  key: string;
  enteredAt: Instant;
  endedAt: Instant | null;
}

/** A run that waits for the end of another one. */
export type QueuedRun = Pick<PastEntry, 'runId' | 'key'>;

/** What is known at the moment of entering. */
export interface EntryFacts {
  /** The cart, order or booking of the run that wants to enter; empty without one. */
  key: string;
  entries: readonly PastEntry[];
  world: World;
  /** Runs that wait in the queue before this one, first first. */
  ahead?: readonly QueuedRun[];
  /** The moment the run was first to enter: grace counts from it. */
  dueAt?: Instant;
}

/** What becomes of a run that wants to enter. */
export type Entering =
  | { kind: 'enter'; supersede: string[] }
  /** Not yet: to be judged again at `until` at the latest, and when the run it stands behind has ended. */
  | { kind: 'hold'; until: Instant; detail: string; behind?: string }
  | { kind: 'refuse'; reason: RefusalReason; detail: string };

/** Judges the entry rules: a blocked contact, mode and live runs, gap, limits, audience, in this order. */
export function enter(entry: Entry, facts: EntryFacts, now: Instant): Entering {
  if (facts.world.contact.blocked) return refuse('blocked', 'the contact is blocked');
  const isCounted = ({ key }: QueuedRun) => entry.per !== 'key' || key === facts.key;
  const entries = facts.entries.filter(isCounted);
  const ahead = facts.ahead?.find(isCounted);
  const counted: Counted = { entries, ahead, zone: facts.world.contact.timeZone, now };
  const refusal = modeRefusal(entry, counted) ?? gapRefusal(entry, counted) ?? limitRefusal(entry, counted);
  return refusal ?? judgeAudience(entry, facts, now) ?? { kind: 'enter', supersede: supersededBy(entry, entries) };
}

interface Counted {
  entries: readonly PastEntry[];
  ahead: QueuedRun | undefined;
  zone: string;
  now: Instant;
}

/** How often a queued run looks whether its turn has come, should nobody tell it. */
const queueRecheckMs = 24 * 60 * 60 * 1_000;

const liveAmong = (entries: readonly PastEntry[]) => entries.filter(({ endedAt }) => endedAt === null);

function modeRefusal({ mode, onConflict }: Entry, { entries, ahead, now }: Counted): Entering | undefined {
  if (mode === 'once' && entries.length > 0) return refuse('once', 'the contact has entered before');
  const [live = onConflict === 'queue' ? ahead : undefined] = liveAmong(entries);
  if (mode !== 'after_exit' || !live || onConflict === 'supersede') return undefined;
  if (onConflict === 'queue')
    return {
      kind: 'hold',
      until: now + queueRecheckMs,
      detail: `waits for the end of run ${live.runId}`,
      behind: live.runId,
    };
  return refuse('live_run', `run ${live.runId} is still under way`);
}

function gapRefusal({ minGap }: Entry, { entries, zone, now }: Counted): Entering | undefined {
  if (minGap === undefined) return undefined;
  const lastExit = Math.max(...entries.map(({ endedAt }) => endedAt ?? -Infinity));
  if (lastExit === -Infinity) return undefined;
  const free = addDuration(lastExit, minGap, zone);
  return now < free ? refuse('min_gap', `${minGap} since the last exit end at ${iso(free)}`) : undefined;
}

function limitRefusal({ limits = [] }: Entry, { entries, zone, now }: Counted): Entering | undefined {
  for (const { max, per } of limits) {
    const since = subtractDuration(now, per, zone);
    const count = entries.filter(({ enteredAt }) => enteredAt > since).length;
    if (count >= max) return refuse('limit', `${count} entries within ${per}, ${max} are allowed`);
  }
  return undefined;
}

function judgeAudience({ audience, grace }: Entry, { world, dueAt }: EntryFacts, now: Instant): Entering | undefined {
  if (!audience) return undefined;
  const verdict = evaluate(audience, { world, results: {}, now });
  if (verdict.holds) return undefined;
  const until = grace === undefined ? now : addDuration(dueAt ?? now, grace, world.contact.timeZone);
  const detail = `the audience does not hold: ${seen(verdict)}`;
  return until > now ? { kind: 'hold', until, detail } : refuse('audience', detail);
}

function supersededBy({ mode, onConflict }: Entry, entries: readonly PastEntry[]): string[] {
  return mode === 'after_exit' && onConflict === 'supersede' ? liveAmong(entries).map(({ runId }) => runId) : [];
}

const refuse = (reason: RefusalReason, detail: string): Entering => ({ kind: 'refuse', reason, detail });
const seen = ({ saw }: Verdict) => JSON.stringify(saw);
const iso = (moment: Instant) => new Date(moment).toISOString();
