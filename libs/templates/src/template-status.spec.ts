import { expect, it } from '@jest/globals';
import { categoryOf, statusOf, transitionOf } from './template-status.js';

it('lets a late PENDING take back no result', () => {
  expect(transitionOf('PENDING')?.from).toEqual(['draft']);
});

it('never approves again what was disabled, unless WhatsApp restores it', () => {
  expect(transitionOf('APPROVED')?.from).not.toContain('disabled');
  expect(transitionOf('REINSTATED')).toMatchObject({ to: 'approved', from: expect.arrayContaining(['disabled']) });
});

it.each(['FLAGGED', 'LIMIT_EXCEEDED', 'LOCKED', 'SOMETHING_NEW', '', 'constructor', '__proto__'])(
  'changes nothing for the event "%s"',
  (event) => {
    expect(transitionOf(event)).toBeUndefined();
  },
);

it.each([
  ['PENDING', 'pending'],
  ['APPROVED', 'approved'],
  ['REJECTED', 'rejected'],
  ['SOMETHING_NEW', 'pending'],
])('takes a new template of status %s as %s', (word, status) => {
  expect(statusOf(word)).toBe(status);
});

it('knows the three categories, whatever their case', () => {
  expect([categoryOf('MARKETING'), categoryOf('utility'), categoryOf('NEW_ONE'), categoryOf(undefined)]).toEqual([
    'marketing',
    'utility',
    undefined,
    undefined,
  ]);
});
