import { describe, expect, it } from '@jest/globals';
import { anAutomation, problemsOf, type StepInput } from '../../testing/index.js';

const wait = (duration: string, next: string): StepInput => ({ type: 'delay', for: duration, next });
const text: StepInput = { type: 'send_message', text: 'x', next: null };
const problems = (steps: Record<string, StepInput>) => problemsOf(anAutomation().withSteps(steps).asWritten());

describe('a free message', () => {
  it.each([
    ['after a wait of a day', { a: wait('P1D', 's'), s: text }],
    ['after waits that add up to 24 hours', { a: wait('PT20H', 'b'), b: wait('PT4H', 's'), s: text }],
    [
      'after a silence of a day',
      { a: { type: 'customer_response', deadline: 'P1D', otherwise: null, timeout: 's' }, s: text },
    ],
    ['after a date', { a: { type: 'delay', until: '2030-01-01', next: 's' }, s: text }],
    ['after a weekday', { a: { type: 'delay', at: '09:00', weekdays: ['mon'], next: 's' }, s: text }],
    [
      'of buttons',
      { a: wait('P1D', 's'), s: { type: 'send_buttons', text: 'x', buttons: [{ id: 'a', title: 'A' }], next: null } },
    ],
    ['that itself waits', { s: { ...text, after: 'PT24H' } }],
    ['in a loop of short waits', { s: { ...text, next: 'a' } as StepInput, a: wait('PT1H', 's') }],
  ] as [string, Record<string, StepInput>][])('%s is a warning', (_, steps) => {
    expect(problems(steps)).toEqual(['free_message_after_wait /steps/s']);
  });

  it.each([
    ['after a time of day', { a: { type: 'delay', at: '09:00', next: 's' }, s: text }],
    ['after a short wait', { a: wait('PT23H', 's'), s: text }],
    ['after a reply', { a: { type: 'customer_response', deadline: 'P7D', otherwise: 's', timeout: null }, s: text }],
    ['whose closed window is provided for', { a: wait('P2D', 's'), s: { ...text, windowClosed: null } }],
    ['whose policy provides for it', { a: wait('P2D', 's'), s: { ...text, sending: { whenWindowClosed: 'skip' } } }],
  ] as [string, Record<string, StepInput>][])('%s is right', (_, steps) => {
    expect(problems(steps)).toEqual([]);
  });
});
