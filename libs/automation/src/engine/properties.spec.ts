import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AutomationDefinition } from '../language/definition.js';
import { aWorld, friday } from '../testing/index.js';
import { anyAutomation } from '../testing/arbitrary-automation.js';
import { anyHappenings, factOf, type Happening } from '../testing/arbitrary-happenings.js';
import { advance, begin } from './advance.js';
import type { Decision, Effect } from './decision.js';
import type { Fact } from './fact.js';
import { fold } from './fold.js';
import { stepAt } from './graph.js';
import { stepLimit } from './moves.js';
import type { RunState } from './run-state.js';

// The same cases on every machine; another seed looks at others.
fc.configureGlobal({ seed: 20_261_121 });

interface Moment {
  before: RunState;
  facts: Fact[];
  now: number;
  decision: Decision;
}

/** Plays a course of things; at each moment the decision is taken by `decide`. */
function play(
  definition: AutomationDefinition,
  happenings: readonly Happening[],
  reload: (state: RunState) => RunState = (s) => s,
): Moment[] {
  const moments: Moment[] = [];
  let world = aWorld().build();
  let now = friday;
  let state = begin(definition, world, now);
  const decide = (facts: Fact[]) => {
    const decision = advance(definition, reload(state), facts, world, now);
    moments.push({ before: state, facts, now, decision });
    state = decision.state;
    world = decision.changes.reduce(fold, world);
  };
  decide([]);
  for (const [index, happening] of happenings.entries()) {
    now += happening.kind === 'passes' ? happening.ms : 500;
    const isSendStep = (stepId: string) => stepAt(definition, stepId)?.type.startsWith('send_') === true;
    const fact = factOf(happening, { state, now, seq: index + 1, isSend: isSendStep });
    decide(fact ? [fact] : []);
  }
  return moments;
}

const property = (check: (definition: AutomationDefinition, happenings: Happening[]) => void) =>
  fc.assert(fc.property(anyAutomation, anyHappenings, check), { numRuns: 120 });
const nameOf = ({ stepId, turn }: Pick<Effect, 'stepId' | 'turn'>) => `${stepId}/${turn}`;

describe('whatever an automation does and whatever happens to it', () => {
  it('the same facts give the same decision', () => {
    property((definition, happenings) => {
      expect(play(definition, happenings)).toEqual(play(definition, happenings));
    });
  });

  it('storing and reloading the state between decisions changes nothing', () => {
    property((definition, happenings) => {
      const reloaded = play(definition, happenings, (state) => JSON.parse(JSON.stringify(state)) as RunState);
      expect(JSON.stringify(reloaded)).toBe(JSON.stringify(play(definition, happenings)));
    });
  });

  it('a decision never changes the state it was given', () => {
    property((definition, happenings) => {
      for (const { before, facts, now } of play(definition, happenings)) {
        const kept = JSON.stringify(before);
        advance(definition, before, facts, aWorld().build(), now);
        expect(JSON.stringify(before)).toBe(kept);
      }
    });
  });

  it('a fact delivered again at once changes nothing', () => {
    property((definition, happenings) => {
      for (const { facts, now, decision } of play(definition, happenings)) {
        const again = advance(definition, decision.state, facts, aWorld().build(), now);
        expect(again.state).toEqual(decision.state);
        expect([...again.effects, ...again.calls, ...again.changes]).toEqual([]);
      }
    });
  });

  it('a run has ended, or waits with a time, or has an effect in flight', () => {
    property((definition, happenings) => {
      for (const { decision, now } of play(definition, happenings)) {
        if (decision.outcome) continue;
        expect(decision.state.tokens.length).toBeGreaterThan(0);
        for (const { phase, until } of decision.state.tokens)
          expect(phase === 'effect' || (until ?? 0) > now).toBe(true);
        expect(decision.standing).toHaveLength(decision.state.tokens.length);
      }
    });
  });

  it('nothing is planned after the end', () => {
    property((definition, happenings) => {
      const moments = play(definition, happenings);
      const end = moments.findIndex(({ decision }) => decision.outcome);
      if (end < 0) return;
      const [last, ...rest] = moments.slice(end);
      expect([...(last?.decision.effects ?? []), ...(last?.decision.calls ?? [])]).toEqual([]);
      for (const { decision } of rest)
        expect(decision).toMatchObject({ effects: [], changes: [], trail: [], outcome: last?.decision.outcome });
    });
  });

  it('no step and turn is planned twice, unless it was parked', () => {
    property((definition, happenings) => {
      const planned = new Set<string>();
      for (const { before, decision } of play(definition, happenings)) {
        const parked = new Set(before.tokens.filter(({ phase }) => phase === 'parked').map(nameOf));
        for (const name of [...decision.effects, ...decision.calls].map(nameOf)) {
          expect(planned.has(name) && !parked.has(name)).toBe(false);
          planned.add(name);
        }
      }
    });
  });

  it('a branch knows how many of its paths are open', () => {
    property((definition, happenings) => {
      for (const { decision } of play(definition, happenings)) {
        const { tokens, joins = [] } = decision.state;
        if (decision.outcome) continue;
        const inside = (id: number) =>
          tokens.filter(({ join }) => join === id).length + joins.filter(({ outer }) => outer === id).length;
        for (const { id, open } of joins) expect(open).toBe(inside(id));
      }
    });
  });

  it('no more steps are executed than the limit', () => {
    property((definition, happenings) => {
      for (const { decision } of play(definition, happenings))
        expect(decision.state.executed).toBeLessThanOrEqual(stepLimit);
    });
  });

  it('an exit ends the run in that very decision', () => {
    property((definition, happenings) => {
      const exits = play(definition, happenings).filter(({ facts }) => facts.some(({ kind }) => kind === 'exit'));
      for (const { decision } of exits) expect(decision.outcome).toBeDefined();
    });
  });
});
