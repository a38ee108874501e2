import { describe, expect, it } from '@jest/globals';
import { anAutomation, problemsOf, type StepInput } from '../../testing/index.js';
import { validate } from '../validate.js';

const tag = (next: string | null, after?: string): StepInput => ({
  type: 'add_tag',
  tag: 'x',
  next,
  ...(after && { after }),
});
const written = (steps: Record<string, StepInput>) => anAutomation().withSteps(steps).asWritten();

describe('a loop', () => {
  it('without a wait is refused, and spelled out', () => {
    const definition = written({ a: tag('b'), b: tag('c'), c: tag('b') });
    expect(problemsOf(definition)).toEqual(['loop_without_wait /steps/b']);
    expect(validate(definition)[0]?.message).toBe('the loop b → c → b contains no wait');
  });

  it('of a step with itself is refused', () => {
    expect(problemsOf(written({ a: tag('a') }))).toEqual(['loop_without_wait /steps/a']);
  });

  it('of sends alone is refused', () => {
    const send: StepInput = { type: 'send_message', text: 'x', next: 'a' };
    expect(problemsOf(written({ a: send }))).toContain('loop_without_wait /steps/a');
  });

  it.each([
    ['a delay', { a: tag('w'), w: { type: 'delay', for: 'PT1S', next: 'a' } }],
    ['a response', { a: tag('w'), w: { type: 'customer_response', deadline: 'PT1H', otherwise: 'a', timeout: 'a' } }],
    ['a step that waits before it begins', { a: tag('a', 'PT1M') }],
  ] as [string, Record<string, StepInput>][])('with %s is allowed', (_, steps) => {
    expect(problemsOf(written(steps))).toEqual([]);
  });

  it.each([
    ['a delay of nothing', { a: tag('w'), w: { type: 'delay', for: 'PT0S', next: 'a' } }],
    ['an after of nothing', { a: tag('a', 'P0D') }],
  ] as [string, Record<string, StepInput>][])('with %s is refused', (_, steps) => {
    expect(problemsOf(written(steps))).toEqual(['loop_without_wait /steps/a']);
  });

  it('is found beside one that waits, and each once', () => {
    const steps: Record<string, StepInput> = {
      fork: {
        type: 'if_else',
        cases: [
          { if: { tag: 'x' }, next: 'a' },
          { if: { tag: 'y' }, next: 'c' },
        ],
        otherwise: 'w',
      },
      a: tag('b'),
      b: tag('a'),
      c: tag('c'),
      w: { type: 'delay', for: 'P1D', next: 'fork' },
    };
    expect(problemsOf(written(steps))).toEqual(['loop_without_wait /steps/a', 'loop_without_wait /steps/c']);
  });

  it('is not seen where ways only meet', () => {
    const steps: Record<string, StepInput> = {
      fork: { type: 'if_else', cases: [{ if: { tag: 'x' }, next: 'a' }], otherwise: 'b' },
      a: tag('end'),
      b: tag('end'),
      end: tag(null),
    };
    expect(problemsOf(written(steps))).toEqual([]);
  });
});
