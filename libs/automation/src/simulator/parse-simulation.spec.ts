import { describe, expect, it } from '@jest/globals';
import { anAutomation } from '../testing/an-automation.js';
import { maxSimulationCharacters, parseSimulation } from './parse-simulation.js';
import { anyCart, reminder } from './testing/a-simulation.js';

const definition = anAutomation().startedBy(anyCart).withSteps(reminder).asWritten();
const start = '2026-03-28T10:00:00+01:00';
const problemsIn = (given: unknown) => {
  const parsed = parseSimulation(given);
  return parsed.ok ? [] : parsed.problems.map(({ code, path }) => `${code} ${path}`);
};

it('a simulation needs a definition and a start, no more', () => {
  expect(problemsIn({ definition, start })).toEqual([]);
});

describe('a simulation is refused', () => {
  const loop = anAutomation().withSteps({ a: { type: 'add_tag', tag: 'x', next: 'a' } });
  it.each([
    ['without a definition', { start }, ['missing /definition']],
    ['without a start', { definition }, ['missing /start']],
    ['for a start without an offset', { definition, start: '2026-03-28T10:00:00' }, ['invalid_value /start']],
    ['for more than five years', { definition, start, until: 'P6Y' }, ['invalid_value /until']],
    [
      'for a zone nobody knows',
      { definition, start, contact: { timeZone: 'Mars/Olympus' } },
      ['invalid_value /contact/timeZone'],
    ],
    ['for a word nobody knows', { definition, start, speed: 2 }, ['unknown_key /speed']],
    ['when it is no object', 'simulate', ['invalid_type ']],
    ['when it is a list', [], ['invalid_type ']],
    ['when it is nothing', undefined, ['invalid_type ']],
    [
      'for a definition with errors',
      { definition: loop.asWritten(), start },
      ['loop_without_wait /definition/steps/a'],
    ],
    [
      'for a step of no type',
      { definition: { ...definition, steps: { a: {} } }, start },
      ['unknown_type /definition/steps/a/type'],
    ],
  ])('%s', (_, given, problems) => {
    expect(problemsIn(given)).toEqual(expect.arrayContaining(problems));
  });

  it('for a reply that is told as an event', () => {
    const timeline = [{ at: 'PT0S', event: { type: 'whatsapp.message.received', data: {} } }];
    expect(problemsIn({ definition, start, timeline })).toEqual(['invalid_value /timeline/0/event/type']);
  });

  it('for an entry of the timeline that is of no kind', () => {
    expect(problemsIn({ definition, start, timeline: [{ at: 'PT0S', wait: 1 }] })).toContain(
      'unknown_key /timeline/0/wait',
    );
  });
});

describe('a hostile simulation is refused with a problem', () => {
  const deep = (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as unknown;
  it.each([
    ['that is deep', { definition, start, contact: { fields: { x: deep(5_000) } } }, 'too_deep'],
    [
      'that is large',
      { definition, start, contact: { fields: { x: 'x'.repeat(maxSimulationCharacters) } } },
      'too_large',
    ],
    ['that reaches a prototype', JSON.parse('{"__proto__":{"x":1}}') as unknown, 'reserved_name'],
    [
      'that calls a step constructor',
      { start, definition: { ...definition, steps: { constructor: {} } } },
      'reserved_name',
    ],
  ])('%s', (_, given, code) => {
    expect(problemsIn(given)).toEqual([expect.stringContaining(code)]);
  });
});
