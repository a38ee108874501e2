import { describe, expect, it } from '@jest/globals';
import { anAutomation, problemsOf, type StepInput } from '../testing/index.js';
import { validate } from './validate.js';

const written = (part: object): unknown => ({ ...anAutomation().asWritten(), ...part });
const step = (definition: object): unknown => written({ start: 'a', steps: { a: definition } });

describe('validate', () => {
  it('finds nothing wrong with a right definition', () => {
    expect(validate(anAutomation().asWritten())).toEqual([]);
  });

  it.each([
    ['no object at all', 'x', ['invalid_type ']],
    ['a missing name', written({ name: undefined }), ['missing /name']],
    ['a key nobody knows', written({ colour: 'red' }), ['unknown_key /colour']],
    ['a step type nobody knows', step({ type: 'telepathy', next: null }), ['unknown_type /steps/a/type']],
    [
      'a trigger type nobody knows',
      written({ triggers: [{ id: 'x', type: 'moon' }] }),
      ['unknown_type /triggers/0/type'],
    ],
    ['a way out that is not wired', step({ type: 'add_tag', tag: 'x' }), ['dangling /steps/a/next']],
    [
      'a key of a step nobody knows',
      step({ type: 'add_tag', tag: 'x', next: null, nxt: null }),
      ['unknown_key /steps/a/nxt'],
    ],
    ['a bad duration', step({ type: 'delay', for: '3 days', next: null }), ['invalid_value /steps/a/for']],
    ['a bad step id', written({ steps: { 'a b': { type: 'exit' } } }), ['invalid_name /steps/a b']],
    ['an unknown zone', written({ settings: { timeZone: 'Mars/Olympus' } }), ['invalid_value /settings/timeZone']],
    [
      'a bad operator',
      written({ entry: { audience: { all: [{ path: 'contact.id', op: 'is', value: 1 }] } } }),
      ['invalid_value /entry/audience/all/0/op'],
    ],
    [
      'a condition of no form',
      written({ entry: { audience: { not: { tga: 'x' } } } }),
      ['invalid_form /entry/audience/not'],
    ],
    [
      'a wrong value in a condition',
      written({ entry: { audience: { tag: 3 } } }),
      ['invalid_type /entry/audience/tag'],
    ],
    [
      'a key too many in a condition',
      written({ entry: { audience: { tag: 'x', list: 'y' } } }),
      ['unknown_key /entry/audience/list'],
    ],
    [
      'a comparison without a value',
      written({ entry: { audience: { path: 'contact.id', op: 'eq' } } }),
      ['invalid_value /entry/audience/value'],
    ],
  ])('names %s and where it stands', (_, definition, problems) => {
    expect(problemsOf(definition)).toEqual(problems);
  });

  it('says what to do', () => {
    expect(validate(step({ type: 'telepathy' }))[0]?.fix).toContain('send_template');
  });

  it('puts errors before warnings', () => {
    const steps: Record<string, StepInput> = {
      a: { type: 'send_template', template: 'nope', language: 'en', next: 'missing' },
    };
    const problems = validate(anAutomation().withSteps(steps).asWritten());
    expect(problems.map(({ severity }) => severity)).toEqual(['error', 'warning']);
  });
});
