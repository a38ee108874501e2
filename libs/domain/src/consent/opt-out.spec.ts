import { expect, it } from '@jest/globals';
import { isOptOut } from './opt-out.js';

it.each([
  'STOP',
  'stop',
  ' Stop! ',
  'Stop 🛑',
  'BASTA',
  'Basta!!!',
  'unsubscribe',
  'opt-out',
  'Opt Out',
  'ARRÊT',
  'arret',
  'abmelden',
  'стоп',
  'إيقاف',
])('%j opts out', (text) => {
  expect(isOptOut(text)).toBe(true);
});

it.each(['', 'stop by tomorrow', 'non basta', 'bus stop', 'yes', '🛑', 'x'.repeat(10_000)])('%j does not', (text) => {
  expect(isOptOut(text)).toBe(false);
});
