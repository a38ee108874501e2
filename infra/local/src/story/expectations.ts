import type { Expectation } from './comparison.js';
import type { Cast, Customer } from './customers.js';
import { textsFor } from './definition.js';

const reminded = ['entered', 'send_planned', 'send_accepted', 'waits'] as const;

/** How each customer's part ends when everything works. */
export const expectationsOf = (cast: Cast): Record<keyof Cast, Expectation> => ({
  answering: {
    state: 'completed',
    reason: 'last_step',
    isConverted: true,
    timeline: [
      'armed',
      're_armed',
      ...reminded,
      'answered',
      'tag_added',
      'case_taken',
      'send_planned',
      'send_accepted',
      'completed',
      'converted',
    ],
    messages: textsTo(cast.answering, 'reminder', 'promise'),
  },
  buying: { state: 'disarmed', reason: 'disarmed', isConverted: false, timeline: ['armed', 'disarmed'], messages: [] },
  silent: {
    state: 'completed',
    reason: 'last_step',
    isConverted: false,
    timeline: ['armed', ...reminded, 'timed_out', 'send_planned', 'send_accepted', 'completed'],
    messages: textsTo(cast.silent, 'reminder', 'coupon'),
  },
  stopping: {
    state: 'exited',
    reason: 'opted_out',
    isConverted: false,
    timeline: ['armed', ...reminded, 'exited'],
    messages: textsTo(cast.stopping, 'reminder'),
  },
});

const textsTo = ({ firstName }: Customer, ...which: (keyof ReturnType<typeof textsFor>)[]): string[] =>
  which.map((name) => textsFor(firstName)[name]);
