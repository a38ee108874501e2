import { cart, comesTo, course, tag, template, wait, type Course } from './course.js';

const hook = (more: object = {}) => ({
  type: 'webhook' as const,
  url: 'https://crm.example.com/leads/{{ contact.id }}',
  body: '{"cart":"{{ trigger.data.cartId }}"}',
  capture: { score: 'score' },
  next: 'judge',
  ...more,
});
const judge = {
  type: 'if_else' as const,
  cases: [{ if: { path: 'results.hook.score', op: 'gt' as const, value: 5 }, next: 'good' }],
  otherwise: 'other',
};
const ends = {
  good: template('tagged', { variables: { 1: '{{ results.hook.score }}' } }),
  tagged: tag('good'),
  other: tag('other'),
};
const done = (score: number) => ({ outcome: 'done' as const, data: { httpStatus: 200, score } });
const rejected = { outcome: 'failed' as const, reason: 'rejected', detail: 'HTTP 404' };

/** What calls come to, and where runs go from there. */
export const coursesOfCalls: Course[] = [
  course('what a call brings decides how it goes on', { hook: hook(), judge, ...ends }, [
    comesTo('PT0S', 'hook', done(7)),
    cart('PT1M'),
  ]),
  course('a call that is rejected takes its way', { hook: hook({ failed: 'other' }), judge, ...ends }, [
    comesTo('PT0S', 'hook', rejected),
    cart('PT1M'),
  ]),
  course('a call that fails without a way for it goes on', { hook: hook(), judge, ...ends }, [
    comesTo('PT0S', 'hook', { outcome: 'failed', reason: 'address_refused', detail: 'it is not public' }),
    cart('PT1M'),
  ]),
  course(
    'a call that is made until it brings enough',
    { hook: hook(), judge: { ...judge, otherwise: 'rest' }, rest: wait('PT6H', 'hook'), good: tag('good') },
    [
      comesTo('PT0S', 'hook', done(1)),
      comesTo('PT0S', 'hook', done(2)),
      comesTo('PT0S', 'hook', done(9)),
      cart('PT1M'),
    ],
  ),
];
