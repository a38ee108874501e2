import type { Instant } from '@threadline/domain';
import type { RunState } from '../engine/run-state.js';
import type { TriggerEvent, World } from '../engine/world.js';
import { compare } from './compare.js';
import type { Comparison, Condition, Filter, WorldFact } from './condition.js';
import { judgeFact } from './judge-fact.js';
import { valueAt } from './value-at.js';

/** Whether a condition holds, and the values that were seen on the way. */
export interface Verdict {
  holds: boolean;
  saw: Record<string, unknown>;
}

/** What conditions read. `results` are those of the run's steps. */
export interface Evidence {
  world: World;
  results: RunState['results'];
  now: Instant;
}

/** Judges a condition on a contact and its run. Missing data makes a comparison fail, never throw. */
export function evaluate(condition: Condition, evidence: Evidence): Verdict {
  const { contact, trigger, run } = evidence.world;
  const data = { contact, trigger, run, results: evidence.results };
  return judge(condition, (leaf) =>
    'path' in leaf ? judgeComparison(leaf, data) : judgeFact(leaf as WorldFact, evidence),
  );
}

/** Judges a filter on an event alone; its paths start at the event: `data.total`, `type`, `time`. */
export function holdsForEvent(filter: Filter, event: Pick<TriggerEvent, 'type' | 'data'>): Verdict {
  return judge(filter, (leaf) => judgeComparison(leaf as Comparison, event));
}

type Leaf = Comparison | WorldFact;

/** All parts are judged, though one may decide: the timeline shows everything that was looked at. */
function judge(condition: Condition, judgeLeaf: (leaf: Leaf) => Verdict): Verdict {
  if ('all' in condition)
    return join(
      condition.all.map((part) => judge(part, judgeLeaf)),
      (verdicts) => verdicts.every(holds),
    );
  if ('any' in condition)
    return join(
      condition.any.map((part) => judge(part, judgeLeaf)),
      (verdicts) => verdicts.some(holds),
    );
  if ('not' in condition) return join([judge(condition.not, judgeLeaf)], (verdicts) => !verdicts.some(holds));
  return judgeLeaf(condition);
}

const holds = (verdict: Verdict) => verdict.holds;

const join = (verdicts: Verdict[], combine: (verdicts: Verdict[]) => boolean): Verdict => ({
  holds: combine(verdicts),
  saw: Object.assign({}, ...verdicts.map(({ saw }) => saw)) as Record<string, unknown>,
});

function judgeComparison({ path, op, value }: Comparison, data: unknown): Verdict {
  const actual = valueAt(data, path);
  return { holds: compare(actual, op, value), saw: { [path]: actual ?? null } };
}
