import {
  anyCart,
  cart,
  course,
  event,
  leftCart,
  order,
  reminder,
  says,
  status,
  tag,
  taps,
  template,
  wait,
  type Course,
} from './course.js';

const orderEnds = { exits: [{ on: 'shop.order.placed' }] };
const orderIsGoal = { goal: { on: 'shop.order.placed' } };
const always = { entry: { mode: 'always' as const } };

/** Arming, entering, ending and crediting. */
export const coursesOfRuns: Course[] = [
  course('a left cart is followed up, and nobody answers', reminder, [cart('PT0S'), cart('PT1H')], {
    of: (automation) => automation.startedBy(leftCart),
  }),
  course('a left cart, and a button is tapped', reminder, [cart('PT0S'), taps('PT5H', 'help')], {
    of: (automation) => automation.startedBy(leftCart),
  }),
  course('an order disarms', reminder, [cart('PT0S'), order('PT3H')], {
    of: (automation) => automation.startedBy(leftCart).with(orderEnds),
  }),
  course(
    'a late cart arms nothing after an order',
    reminder,
    [order('PT2H'), { at: 'PT3H', event: { type: 'shop.cart.updated', happened: 'PT1H', data: { cartId: 'c1' } } }],
    { of: (automation) => automation.startedBy(leftCart).with(orderEnds) },
  ),
  course(
    'an older cart moves nothing',
    reminder,
    [cart('PT1H'), { at: 'PT2H', event: { type: 'shop.cart.updated', happened: 'PT0S', data: { cartId: 'c1' } } }],
    { of: (automation) => automation.startedBy(leftCart) },
  ),
  course(
    'two carts are two armed runs, and the second is refused',
    reminder,
    [cart('PT0S', 'c1'), cart('PT1H', 'c2')],
    {
      of: (automation) => automation.startedBy(leftCart),
    },
  ),
  course(
    'another event calls an armed run off',
    reminder,
    [cart('PT0S'), event('PT1H', 'shop.order.cancelled', { orderId: 'o' })],
    {
      of: (automation) => automation.startedBy({ ...leftCart, cancelOn: ['shop.order.cancelled'] } as typeof leftCart),
    },
  ),
  course(
    'a booking moves, and another is cancelled',
    { remind: template(null) },
    [
      event('PT0S', 'booking.created', { bookingId: 'b1', startsAt: '2099-01-05T12:00:00Z' }),
      event('PT1H', 'booking.created', { bookingId: 'b2', startsAt: '2099-01-05T12:00:00Z' }),
      event('PT2H', 'booking.rescheduled', { bookingId: 'b1', startsAt: '2099-01-06T12:00:00Z' }),
      event('PT3H', 'booking.cancelled', { bookingId: 'b2' }),
    ],
    {
      of: (automation) =>
        automation.with(always).startedBy({
          id: 'soon',
          type: 'booking',
          event: 'created',
          when: { before: 'P1D', of: 'data.startsAt' },
        }),
    },
  ),
  course(
    'a moment that has passed is refused',
    { remind: template(null) },
    [event('PT0S', 'booking.created', { bookingId: 'b1', startsAt: '2020-01-05T12:00:00Z' })],
    {
      of: (automation) =>
        automation.startedBy({
          id: 'soon',
          type: 'booking',
          event: 'created',
          when: { before: 'P1D', of: 'data.startsAt' },
        }),
    },
  ),
  course(
    'the order is credited to the run that was read',
    reminder,
    [cart('PT0S'), status('PT1H', 'remind', 'read'), order('PT2H')],
    { of: (automation) => automation.with({ ...orderIsGoal, ...orderEnds }) },
  ),
  course('an uncredited order ends what it is an exit of', reminder, [cart('PT0S'), order('PT2H')], {
    of: (automation) => automation.with({ ...orderIsGoal, ...orderEnds }),
  }),
  course(
    'an order after the end is credited',
    reminder,
    [cart('PT0S'), status('PT1H', 'remind', 'read'), order('P4D'), order('P4DT1H', 'o2')],
    { of: (automation) => automation.with(orderIsGoal) },
  ),
  course(
    'one order has one credit, by the last touch',
    reminder,
    [
      cart('PT0S', 'c1'),
      status('PT1H', 'remind', 'read'),
      cart('PT2H', 'c2'),
      status('PT3H', 'remind', 'read'),
      order('PT4H'),
    ],
    { of: (automation) => automation.with({ ...orderIsGoal, ...always }) },
  ),
  course(
    'a goal that is no order needs no credit',
    reminder,
    [cart('PT0S'), event('PT1H', 'shop.review.received', { reviewId: 'r1', rating: 5 })],
    {
      of: (automation) =>
        automation.with({ goal: { on: 'shop.review.received', filter: { path: 'data.rating', op: 'gte', value: 4 } } }),
    },
  ),
  course(
    'exits act on the run of their key',
    reminder,
    [cart('PT0S', 'c1'), cart('PT10M', 'c2'), order('PT1H', 'o1', { cartId: 'c1' })],
    {
      of: (automation) =>
        automation.with({
          entry: { mode: 'after_exit', per: 'key' },
          exits: [{ on: 'shop.order.placed', key: 'data.cartId' }],
        }),
    },
  ),
  course('a live run keeps the next one out', reminder, [cart('PT0S'), cart('PT1H', 'c2')]),
  course('a newer run takes the place of a live one', reminder, [cart('PT0S'), cart('PT1H', 'c2')], {
    of: (automation) => automation.with({ entry: { onConflict: 'supersede' } }),
  }),
  course('once is once', { tag: tag('x') }, [cart('PT0S'), cart('P1D', 'c2')], {
    of: (automation) => automation.with({ entry: { mode: 'once' } }),
  }),
  course(
    'gap and limits',
    { tag: tag('x') },
    [cart('PT0S'), cart('PT12H', 'c2'), cart('P2D', 'c3'), cart('P4D', 'c4')],
    {
      of: (automation) => automation.with({ entry: { minGap: 'P1D', limits: [{ max: 2, per: 'P10D' }] } }),
    },
  ),
  course('an audience that does not hold', { tag: tag('x') }, [cart('PT0S')], {
    of: (automation) =>
      automation.with({ entry: { audience: { all: [{ consent: 'marketing' }, { not: { tag: 'vip' } }] } } }),
    contact: { tags: ['vip'] },
  }),
  course(
    'an audience that comes to hold while grace lasts',
    { tag: tag('x') },
    [cart('PT0S'), event('PT5H', 'contact.tag_added', { tag: 'vip' })],
    {
      of: (automation) => automation.startedBy(leftCart).with({ entry: { audience: { tag: 'vip' }, grace: 'P1D' } }),
    },
  ),
  course('an audience that does not come to hold', { tag: tag('x') }, [cart('PT0S')], {
    of: (automation) => automation.startedBy(leftCart).with({ entry: { audience: { tag: 'vip' }, grace: 'P1D' } }),
  }),
  course(
    'a contact that leaves the audience leaves the run',
    { wait: wait('PT2H', 'tag'), tag: tag('x') },
    [cart('PT0S'), event('PT1H', 'contact.tag_added', { tag: 'vip' })],
    { of: (automation) => automation.with({ entry: { audience: { not: { tag: 'vip' } }, recheckAudience: true } }) },
  ),
  course('a blocked contact', { tag: tag('x') }, [cart('PT0S')], { contact: { blocked: true } }),
  course('STOP ends everything', reminder, [cart('PT0S', 'c1'), cart('PT1H', 'c2'), says('PT2H', 'stop')], {
    of: (automation) => automation.startedBy(leftCart, { ...anyCart, id: 'now' }).with(always),
  }),
  course(
    'a phrase, a button and any message',
    { hi: { type: 'send_message', text: 'Hi {{ message.text }}', next: null } },
    [says('PT0S', 'HELLO'), taps('PT1H', 'menu'), says('PT2H', 'whatever')],
    {
      of: (automation) =>
        automation
          .with(always)
          .startedBy(
            { id: 'rest', type: 'customer_message', match: { any: true } },
            { id: 'phrase', type: 'customer_message', match: 'hello' },
            { id: 'button', type: 'customer_message', match: { button: 'menu' } },
          ),
    },
  ),
];
