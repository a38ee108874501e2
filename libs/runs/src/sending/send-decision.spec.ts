import { expect, it } from '@jest/globals';
import { decisionOfLater, decisionOfResult } from './send-decision.js';
import { Later } from './settlements.js';

it.each([
  [{ outcome: 'accepted' }, 'accepted', 'none'],
  [{ outcome: 'unknown' }, 'unknown', 'none'],
  [{ outcome: 'skipped', reason: 'opted_out' }, 'skipped', 'opted_out'],
  [{ outcome: 'parked', reason: 'quiet_hours' }, 'parked', 'quiet_hours'],
  [{ outcome: 'failed', reason: '131026' }, 'failed', 'final'],
  [{ outcome: 'failed', reason: '999999' }, 'failed', 'unknown'],
  [{ outcome: 'parked', reason: 'the contact already gets as much marketing as Meta allows' }, 'parked', 'whatsapp'],
] as const)('tells %j with labels of a bounded number', (result, decision, reason) => {
  expect(decisionOfResult(result)).toEqual({ decision, reason });
});

it.each([
  ['number_busy', 'number_busy'],
  ['130429', 'throttled'],
  ['131056', 'pair_limit'],
  ['190', 'our_setup'],
])('tells why a send waits: %s', (code, reason) => {
  expect(decisionOfLater(new Later({ code, words: 'not now' }, 1_000))).toEqual({ decision: 'later', reason });
});
