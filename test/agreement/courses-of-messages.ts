import { cart, comesTo, course, event, order, says, tag, taps, template, text, wait, type Course } from './course.js';

const answers = (more: object = {}) => ({
  type: 'customer_response' as const,
  deadline: 'P1D',
  answers: [
    { match: { contains: ['yes', 'sure'] }, next: 'yes' },
    { match: 'no', next: 'no' },
  ],
  otherwise: 'other',
  timeout: 'late',
  ...more,
});
const ends = { yes: tag('yes'), no: tag('no'), other: tag('other'), late: tag('late') };

/** Every way a message may go, and what the contact answers. */
export const coursesOfMessages: Course[] = [
  course(
    'a loop that a message breaks',
    {
      ask: template('answer'),
      answer: answers({ timeout: 'ask', deadline: 'P2D', otherwise: 'ask' }),
      yes: tag('yes'),
      no: tag('no'),
    },
    [cart('PT0S'), says('P5D', 'hm'), says('P6D', 'Yes, please')],
  ),
  course(
    'several messages are one answer',
    { ask: template('answer'), answer: answers({ debounce: 'PT1M' }), ...ends },
    [cart('PT0S'), says('PT1H', 'I think'), says('PT1H30S', 'sure'), says('PT1H1M10S', 'thanks')],
  ),
  course(
    'an answer that comes before it is waited for',
    { ask: template('pause'), pause: wait('PT1H', 'answer'), answer: answers(), ...ends },
    [cart('PT0S'), says('PT10M', 'no')],
  ),
  course('nobody answers', { ask: template('answer'), answer: answers(), ...ends }, [cart('PT0S')]),
  course(
    'free messages inside the window and after it',
    {
      first: text('Hi {{ contact.firstName }}', 'wait'),
      wait: wait('P2D', 'second'),
      second: text('Still there?', null, { windowClosed: 'closed' }),
      closed: tag('closed'),
    },
    [says('PT0S', 'hello'), cart('PT1H')],
  ),
  course(
    'a free message waits for the contact',
    { hi: text('Hi', 'end', { sending: { whenWindowClosed: 'wait_for_reply' } }), end: tag('end') },
    [cart('PT0S'), says('P1D', 'me again')],
  ),
  course(
    'a free message becomes a template',
    {
      hi: text('Hi', 'end', { sending: { whenWindowClosed: { send_template: 'hello', language: 'en' } } }),
      end: tag('end'),
    },
    [cart('PT0S')],
  ),
  course('a closed window fails the step', { hi: text('Hi', null) }, [cart('PT0S')]),
  course(
    'buttons and lists',
    {
      ask: {
        type: 'send_buttons',
        text: 'Which?',
        buttons: [
          { id: 'a', title: 'A' },
          { id: 'b', title: 'B' },
        ],
        next: 'answer',
      },
      answer: {
        type: 'customer_response',
        deadline: 'PT1H',
        answers: [{ match: { button: 'b' }, next: 'b' }],
        otherwise: null,
        timeout: null,
      },
      b: tag('b'),
    },
    [says('PT0S', 'hi'), cart('PT1M'), taps('PT2M', 'b')],
  ),
  course(
    'a template that is approved later',
    { hi: template('end'), end: tag('end') },
    [cart('PT0S'), event('P1D', 'template.status_changed', { name: 'hello', status: 'approved' })],
    { templates: { hello: 'pending' } },
  ),
  course(
    'a template that is not approved in time',
    { hi: template(null, { notSendable: 'no' }), no: tag('no') },
    [cart('PT0S')],
    {
      templates: { hello: 'pending' },
    },
  ),
  course('a template that was rejected', { hi: template(null) }, [cart('PT0S')], { templates: { hello: 'rejected' } }),
  course('an order ends a run whose message is parked', { hi: template(null) }, [cart('PT0S'), order('PT5H')], {
    templates: { hello: 'pending' },
    of: (automation) => automation.with({ exits: [{ on: 'shop.order.placed' }] }),
  }),
  course(
    'WhatsApp refuses a message',
    { hi: template('on', { failed: 'no' }), on: tag('on'), no: template(null, { template: 'cart_coupon' }) },
    [
      comesTo('PT0S', 'hi', { outcome: 'failed', reason: '131026', detail: 'refused' }),
      comesTo('PT0S', 'no', { outcome: 'unknown' }),
      cart('PT1M'),
    ],
  ),
  course(
    'without consent marketing is skipped, and the run goes on',
    {
      no: { type: 'set_consent', marketing: false, next: 'hi' },
      hi: template('end'),
      end: tag('end'),
    },
    [cart('PT0S')],
  ),
  course('quiet hours', { hi: template('end'), end: tag('end') }, [cart('PT13H')], {
    of: (automation) => automation.with({ settings: { quietHours: { from: '21:00', to: '09:00' } } }),
  }),
];
