import { describe, expect, it } from '@jest/globals';
import { classifyError, meaningOf } from './classify-error.js';
import { errorTable } from './error-table.js';
import { GraphErrorBody } from './graph-error-body.js';

const body = (error: Record<string, unknown>) => GraphErrorBody.parse({ error });

describe('classifyError', () => {
  it.each([
    [131047, 'window_closed'],
    [131050, 'opt_out'],
    [131056, 'pair_limit'],
    [130429, 'throttled'],
    [132001, 'wait_for_template'],
    [132015, 'wait_for_template'],
    [132000, 'final'],
    [131016, 'wait_until'],
    [190, 'our_setup'],
    [131000, 'wait_until'],
  ])('knows code %i as %s', (code, expected) => {
    expect(classifyError(body({ code, message: 'x' })).class).toBe(expected);
  });

  it('takes every code from 200 to 299 for a missing permission', () => {
    expect(meaningOf(200).class).toBe('our_setup');
    expect(meaningOf(299).class).toBe('our_setup');
    expect(meaningOf(300).class).toBe('unknown');
  });

  it('calls a code that nobody documented unknown, and names it', () => {
    expect(meaningOf(987654)).toEqual({ class: 'unknown', words: 'WhatsApp failed with the unknown code 987654' });
  });

  it('says what is wrong with a new template by its subcode', () => {
    const error = classifyError(body({ code: 100, error_subcode: 2388024, message: 'Invalid parameter' }));
    expect(error).toMatchObject({ class: 'final', subcode: 2388024 });
    expect(error.words).toContain('exists already');
  });

  it("keeps Meta's own details and trace id", () => {
    const error = classifyError(
      body({ code: 132000, message: 'm', error_data: { details: 'expected 2' }, fbtrace_id: 'AbC' }),
    );
    expect(error).toMatchObject({ code: 132000, details: 'expected 2', traceId: 'AbC' });
  });

  it('says when to try again for whatever passes, and never for what is final', () => {
    for (const [code, meaning] of Object.entries(errorTable)) {
      const passes = ['wait_until', 'throttled', 'pair_limit'].includes(meaning.class);
      expect([code, meaning.retryAfterMs !== undefined]).toEqual([code, passes]);
      expect(meaning.words).not.toBe('');
    }
  });
});
