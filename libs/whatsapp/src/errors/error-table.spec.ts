import { describe, expect, it } from '@jest/globals';
import { meaningOf } from './classify-error.js';
import { errorTable, type ErrorClass } from './error-table.js';

/** Every code that WhatsApp documents, by what it means for a message. */
const documented: Readonly<Record<ErrorClass, readonly number[]>> = {
  final: [
    100, 130472, 130497, 131008, 131009, 131021, 131026, 131030, 131051, 131052, 131053, 131055, 131061, 131062, 131063,
    132000, 132005, 132007, 132008, 132012, 132016, 132018, 132068, 134100, 135000, 137000, 138001, 138006, 138007,
    138017, 138019, 138020, 138021, 138022, 138023,
  ],
  wait_until: [1, 2, 131000, 131016, 131048, 131049, 131057, 133004, 133015, 134101, 138003, 138004, 138009, 138012],
  wait_for_template: [132001, 132015, 134102],
  window_closed: [131047],
  opt_out: [131050],
  pair_limit: [131056],
  throttled: [4, 613, 80007, 130429, 132069, 138002, 138005],
  our_setup: [
    0, 3, 10, 33, 190, 368, 131005, 131031, 131037, 131042, 131044, 131045, 131064, 133000, 133005, 133006, 133008,
    133009, 133010, 133016, 134011, 138000, 138013, 138014, 138015, 138018,
  ],
  unknown: [],
};
const codes = Object.entries(documented).flatMap(([meaning, all]) => all.map((code) => [code, meaning] as const));

describe('the table of errors', () => {
  it.each(codes)('has code %i as %s', (code, meaning) => {
    expect(errorTable[code]?.class).toBe(meaning);
    expect(meaningOf(code).words).toMatch(/\w/);
  });

  it('has no other codes, and none twice', () => {
    const listed = codes.map(([code]) => code);
    expect(new Set(listed).size).toBe(listed.length);
    expect(new Set(Object.keys(errorTable).map(Number))).toEqual(new Set(listed));
  });

  it('takes everything else for an outcome that nobody knows', () => {
    for (const code of [-1, 5, 300, 131001, 138008, 999_999]) expect(meaningOf(code).class).toBe('unknown');
  });
});
