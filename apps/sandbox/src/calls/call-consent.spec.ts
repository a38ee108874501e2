import { describe, expect, it } from '@jest/globals';
import { CallConsent } from './call-consent.js';

const day = 24 * 60 * 60 * 1_000;
const start = Date.parse('2026-01-01T00:00:00Z');
const code = (act: () => void): unknown => {
  try {
    act();
    return 'passes';
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
};
const asks = (consent: CallConsent, now: number, isLimited = true) =>
  code(() => consent.checkRequest({ now, isLimited }));
const rings = (consent: CallConsent, now: number, isLimited = true) =>
  code(() => consent.checkCall({ now, isLimited }));

describe('the permission to call', () => {
  it('lasts seven days, or for good', () => {
    const consent = new CallConsent();
    consent.choose('allow', start);
    expect([consent.statusAt(start + 7 * day - 1), rings(consent, start + 7 * day - 1)]).toEqual([
      'temporary',
      'passes',
    ]);
    expect([consent.statusAt(start + 7 * day), rings(consent, start + 7 * day)]).toEqual(['no_permission', 138006]);
    consent.choose('always', start);
    expect([consent.statusAt(start + 700 * day), consent.endsAt(start)]).toEqual(['permanent', undefined]);
  });

  it('is asked for once in a day and twice in a week at most, and anew when they have talked', () => {
    const consent = new CallConsent();
    consent.asked(start);
    expect([asks(consent, start + day - 1), asks(consent, start + day)]).toEqual([138009, 'passes']);
    consent.asked(start + day);
    expect([asks(consent, start + 6 * day), asks(consent, start + 7 * day)]).toEqual([138009, 'passes']);
    expect(asks(consent, start + 6 * day, false)).toBe('passes');
    consent.answered(start + 2 * day);
    expect(asks(consent, start + 2 * day)).toBe('passes');
  });

  it('can be given by the last request that was answered, for seven days', () => {
    const consent = new CallConsent();
    expect([consent.isExpired(start, start + 7 * day - 1), consent.isExpired(start, start + 7 * day)]).toEqual([
      false,
      true,
    ]);
    consent.reply('refuse', { sentAt: start, now: start + 5 * day });
    expect(consent.isExpired(start, start + 8 * day)).toBe(false);
    consent.reply('allow', { sentAt: start + day, now: start + 5 * day });
    expect(consent.isExpired(start, start + 5 * day)).toBe(true);
  });

  it('is for a hundred calls in a day that are taken', () => {
    const consent = new CallConsent();
    consent.choose('always', start);
    for (let count = 0; count < 100; count += 1) consent.answered(start + count);
    expect([rings(consent, start + 1_000), rings(consent, start + 1_000, false)]).toEqual([138012, 'passes']);
    expect(consent.actionsAt({ now: start + 1_000, isLimited: true })[1]).toEqual({
      action_name: 'start_call',
      can_perform_action: false,
      limits: [
        { time_period: 'PT24H', max_allowed: 100, current_usage: 100, limit_expiration_time: (start + day) / 1_000 },
      ],
    });
    expect(rings(consent, start + day)).toBe('passes');
  });

  it('is gone after four calls in a row that were not taken', () => {
    const consent = new CallConsent();
    consent.choose('always', start);
    for (const _ of [1, 2, 3]) consent.notAnswered();
    consent.answered(start);
    for (const _ of [1, 2, 3]) consent.notAnswered();
    expect(consent.statusAt(start)).toBe('permanent');
    consent.notAnswered();
    expect(consent.statusAt(start)).toBe('no_permission');
  });
});
