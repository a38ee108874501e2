import { cart, course, order, status, tag, template, wait, type Course } from './course.js';

const office = {
  timeZone: 'Europe/Rome',
  hours: { mon: [{ from: '09:00', to: '18:00' }], thu: [{ from: '09:00', to: '18:00' }] },
};
/** Every other kind of step that acts in production. */
export const coursesOfSteps: Course[] = [
  course(
    'waits over the change of the clocks in spring',
    { a: wait('P1D', 'b'), b: wait('PT24H', 'c'), c: template(null) },
    [cart('PT0S')],
    {
      startsOn: 'the day before spring',
    },
  ),
  course(
    'waits over the change of the clocks in autumn',
    { a: template('b', { after: 'P1D' }), b: template(null, { after: 'PT24H' }) },
    [cart('PT0S')],
    {
      startsOn: 'the day before autumn',
    },
  ),
  course(
    'waits to a time of day',
    { a: { type: 'delay', at: '08:30', weekdays: ['tue', 'fri'], next: 'b' }, b: template(null) },
    [cart('PT0S')],
  ),
  course(
    'waits until work is done',
    { a: { type: 'delay', businessHours: 'open', next: 'b' }, b: template(null) },
    [cart('PT9H')],
    { calendar: office },
  ),
  course(
    'conditions on the contact, the event and what was read',
    {
      hello: template('wait'),
      wait: wait('PT2H', 'choose'),
      choose: {
        type: 'if_else',
        cases: [
          { if: { all: [{ message: { step: 'hello', status: 'read' } }, { not: { tag: 'x' } }] }, next: 'yes' },
          { if: { path: 'trigger.data.total', op: 'gt', value: 10 }, next: 'no' },
        ],
        otherwise: 'other',
      },
      yes: tag('yes'),
      no: tag('no'),
      other: tag('other'),
    },
    [cart('PT0S'), status('PT1H', 'hello', 'read'), status('PT1H', 'hello', 'delivered')],
  ),
  course(
    'waits for an event that its filter means',
    {
      wait: {
        type: 'wait_for',
        event: 'shop.order.placed',
        filter: { path: 'data.total', op: 'gte', value: 50 },
        deadline: 'P3D',
        next: 'yes',
        timeout: 'late',
      },
      yes: tag('yes'),
      late: tag('late'),
    },
    [cart('PT0S'), order('P1D', 'o1', { total: 10 }), order('P2D', 'o2', { total: 60 })],
  ),
  course(
    'waits for an event in vain',
    {
      wait: { type: 'wait_for', event: 'shop.order.placed', deadline: 'P3D', next: 'yes', timeout: 'late' },
      yes: tag('yes'),
      late: template(null),
    },
    [cart('PT0S')],
  ),
  course(
    'a share of contacts',
    {
      split: { type: 'split', shares: ['a', 'b', 'c'].map((next) => ({ weight: 1, next })) },
      a: tag('a'),
      b: tag('b'),
      c: tag('c'),
    },
    [cart('PT0S')],
  ),
  course(
    'parallel paths and what follows both',
    {
      // oxlint-disable-next-line unicorn/no-thenable -- the language's own word; a step is never awaited
      both: { type: 'branch', branches: ['quick', 'slow'], then: 'end' },
      quick: tag('quick'),
      slow: wait('PT3H', 'late'),
      late: template(null),
      end: tag('end'),
    },
    [cart('PT0S')],
  ),
  course(
    'tags, lists, fields and notes',
    {
      tag: { type: 'remove_tag', tag: 'new', next: 'list' },
      list: { type: 'add_to_list', list: 'news', create: true, next: 'field' },
      field: { type: 'fill_field', field: 'city', value: 'Rome', next: 'note' },
      note: { type: 'add_note', text: 'Hi {{ contact.firstName }}', next: 'unread' },
      unread: { type: 'mark_unread', next: 'choose' },
      choose: {
        type: 'if_else',
        cases: [
          { if: { all: [{ list: 'news' }, { path: 'contact.fields.city', op: 'eq', value: 'Rome' }] }, next: 'hi' },
        ],
        otherwise: null,
      },
      hi: template(null, { variables: { 1: '{{ contact.fields.city }}' } }),
    },
    [cart('PT0S')],
    { contact: { tags: ['new'] } },
  ),
  course(
    'tickets are opened, changed and asked about',
    {
      open: { type: 'open_ticket', subject: 'Cart of {{ contact.firstName }}', priority: 'high', next: 'change' },
      change: { type: 'update_ticket', status: 'pending', next: 'wait' },
      wait: wait('PT1H', 'choose'),
      choose: { type: 'if_else', cases: [{ if: { ticket: { status: 'pending' } }, next: 'yes' }], otherwise: null },
      yes: tag('pending'),
    },
    [cart('PT0S')],
  ),
  course('blocking ends the run', { hi: template('block'), block: { type: 'block_contact', next: null } }, [
    cart('PT0S'),
  ]),
  course(
    'the other runs are stopped',
    {
      choose: {
        type: 'if_else',
        cases: [{ if: { path: 'trigger.data.cartId', op: 'eq', value: 'c2' }, next: 'stop' }],
        otherwise: 'wait',
      },
      stop: { type: 'stop_automations', which: 'others', next: null },
      wait: wait('P5D', null),
    },
    [cart('PT0S', 'c1'), cart('PT1H', 'c2')],
    { of: (automation) => automation.with({ entry: { mode: 'always' } }) },
  ),
  course(
    'a connection that nobody has',
    {
      call: { type: 'emailchef', connection: 'mail', action: 'unsubscribe', parameters: {}, next: 'on', failed: 'no' },
      on: tag('on'),
      no: tag('no'),
    },
    [cart('PT0S')],
  ),
  course(
    'an exit, and a goal that is reached',
    {
      choose: {
        type: 'if_else',
        cases: [{ if: { path: 'trigger.data.total', op: 'gt', value: 60 }, next: 'goal' }],
        otherwise: 'exit',
      },
      goal: { type: 'reach_goal', reason: 'rich' },
      exit: { type: 'exit', reason: 'poor' },
    },
    [cart('PT0S'), cart('PT1H', 'c2', { total: 80 })],
  ),
  course(
    'a wait for a status, which WhatsApp leaves out, and for one that came before',
    {
      hello: template('delivered'),
      delivered: { type: 'wait_for', event: 'message.delivered', deadline: 'P1D', next: 'read', timeout: 'late' },
      read: { type: 'wait_for', event: 'message.read', deadline: 'P1D', next: 'failed', timeout: 'late' },
      failed: { type: 'wait_for', event: 'message.failed', deadline: 'P1D', next: null, timeout: 'late' },
      late: tag('late'),
    },
    [cart('PT0S'), status('PT1H', 'hello', 'sent'), status('PT2H', 'hello', 'read')],
  ),
  course('round and round to the step limit', { wait: wait('PT1S', 'tag'), tag: tag('x', 'wait') }, [cart('PT0S')], {
    until: 'PT20M',
    isLong: true,
  }),
];
