import type { Change, TrailEntry } from '@threadline/automation';
import { changeIdOf, type OutboundEvent } from '@threadline/contracts';
import type { Run } from '@threadline/persistence';
import type { Work } from '../../work.js';
import { Changing, type ChangeKind, type Identified, type RunRequest } from './changing.js';
import { appliers } from './registry.js';

/** What has come of a decision's changes. */
export interface Changed {
  /** Tell of what is different now; what was so already tells nothing. */
  events: OutboundEvent[];
  /** Changes that could not be made, such as those naming something that does not exist. */
  problems: TrailEntry[];
  /** To be done to runs once the decision is written, in this order. */
  requests: RunRequest[];
}

/**
 * Writes what a decision changes, in its order, neighbours of one kind together. A repeat of the same decision changes and tells
 * nothing. Under the contact's lock.
 */
export async function applyChanges(work: Work, run: Run, changes: readonly Change[]): Promise<Changed> {
  const changing = new Changing(work, run);
  const changed: Changed = { events: [], problems: [], requests: [] };
  for (const alike of neighbours(changes.map((change, nth) => identified(run, change, nth)))) {
    for (const consequence of await applyAlike(changing, alike.kind, alike.changes)) {
      if (consequence.kind === 'event') changed.events.push(consequence.event);
      else if (consequence.kind === 'problem') changed.problems.push(consequence.line);
      else changed.requests.push(consequence.request);
    }
  }
  return changed;
}

const identified = (run: Run, change: Change, nth: number): Identified => ({
  ...change,
  id: changeIdOf(run.id, run.revision, nth),
});

interface Alike {
  kind: ChangeKind;
  changes: Identified[];
}

function neighbours(changes: readonly Identified[]): Alike[] {
  const groups: Alike[] = [];
  for (const change of changes) {
    const last = groups.at(-1);
    if (last?.kind === change.kind) last.changes.push(change);
    else groups.push({ kind: change.kind, changes: [change] });
  }
  return groups;
}

const applyAlike = <K extends ChangeKind>(changing: Changing, kind: K, changes: readonly Identified<K>[]) =>
  appliers[kind](changing, changes);
