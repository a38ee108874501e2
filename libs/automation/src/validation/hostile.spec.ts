import { describe, expect, it } from '@jest/globals';
import { anAutomation, problemsOf } from '../testing/index.js';

function nested(depth: number): unknown {
  let condition: unknown = { tag: 'x' };
  for (let level = 0; level < depth; level++) condition = { not: condition };
  return condition;
}
const withAudience = (audience: unknown) => ({ ...anAutomation().asWritten(), entry: { audience } });
const parsed = (json: string): unknown => JSON.parse(json);

describe('a hostile definition', () => {
  it.each([
    ['nested a hundred thousand deep', withAudience(nested(100_000)), 'too_deep /entry/audience/not/not/not'],
    ['of a million values', withAudience({ all: Array.from({ length: 1_000_000 }, () => 1) }), 'too_large '],
    ['with one huge text', { ...anAutomation().asWritten(), description: 'x'.repeat(1_000_000) }, 'too_large '],
    [
      'with a step called __proto__',
      parsed('{"steps":{"__proto__":{"type":"exit"}}}'),
      'reserved_name /steps/__proto__',
    ],
    [
      'with a step called constructor',
      parsed('{"steps":{"constructor":{"type":"exit"}}}'),
      'reserved_name /steps/constructor',
    ],
  ])('%s is one clear problem', (_, definition, problem) => {
    expect(problemsOf(definition)).toEqual([problem]);
  });

  it.each([null, undefined, 7, [], [[]], { steps: [] }, { steps: null, triggers: {} }, { triggers: [null] }])(
    '%j is refused, not thrown',
    (definition) => {
      expect(problemsOf(definition).length).toBeGreaterThan(0);
    },
  );

  it('is judged in bounded time, however many conditions in it are wrong', () => {
    const audience = {
      any: Array.from({ length: 99 }, () => ({ all: Array.from({ length: 60 }, () => ({ nope: 1 })) })),
    };
    expect(problemsOf(withAudience(audience)).length).toBeGreaterThan(0);
  });
});
