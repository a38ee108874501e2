import { describe, expect, it } from '@jest/globals';
import { isFired, type TriggerInput } from '../testing/index.js';

type Told = Omit<Extract<TriggerInput, { type: 'voice' }>, 'id' | 'type'>;
const ended = (data: Record<string, unknown>) => ({ type: 'voice.call.ended', data });

describe('a voice trigger', () => {
  it.each<[Told, Record<string, unknown>, boolean]>([
    [{}, { result: 'missed' }, true],
    [{ result: 'answered' }, { result: 'answered' }, true],
    [{ result: ['missed', 'declined'] }, { result: 'declined' }, true],
    [{ result: ['missed', 'declined'] }, { result: 'failed' }, false],
    [{ pressed: '1' }, { result: 'answered', pressed: '1' }, true],
    [{ pressed: '1' }, { result: 'answered', pressed: '2' }, false],
    [{ pressed: '1' }, { result: 'answered' }, false],
  ])('told %j of a call that ended with %j: %s', (told, data, expected) => {
    expect(isFired({ type: 'voice', ...told }, ended(data))).toBe(expected);
  });
});
