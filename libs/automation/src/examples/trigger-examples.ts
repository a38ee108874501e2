import type { TriggerExamples } from './example.js';

const started = { state: 'completed', tags: ['started'] } as const;
const event = (type: string, data: Record<string, unknown>, at = 'PT0S') => ({ at, event: { type, data } });
const office = {
  timeZone: 'Europe/Rome',
  hours: { mon: [{ from: '09:00', to: '18:00' }] },
  holidays: [{ name: 'Closed for stocktaking', date: '2026-10-13' }],
};

/** An example of each type of trigger. A forgotten type does not compile. */
export const triggerExamples: TriggerExamples = {
  customer_message: {
    shows: 'One of two exact phrases.',
    trigger: { id: 'info', type: 'customer_message', match: { exact: ['info', 'prices'] } },
    happens: [{ at: 'PT0S', reply: { text: ' INFO ' } }],
    ends: started,
  },
  integration: {
    shows: 'Filtered by the data of the event.',
    trigger: {
      id: 'lead',
      type: 'integration',
      event: 'lead.created',
      filter: { path: 'data.source', op: 'eq', value: 'fair' },
    },
    happens: [event('integration.lead.created', { source: 'fair' })],
    ends: started,
  },
  shop: {
    shows: 'A cart left for four hours. Each change of the cart counts them anew, an order disarms it.',
    trigger: {
      id: 'cart',
      type: 'shop',
      event: 'cart.updated',
      key: 'data.cartId',
      when: { after: 'PT4H' },
      cancelOn: ['shop.order.placed'],
    },
    happens: [event('shop.cart.updated', { cartId: 'c1' }), event('shop.cart.updated', { cartId: 'c1' }, 'PT1H')],
    ends: started,
  },
  list: {
    trigger: { id: 'news', type: 'list', list: 'newsletter', direction: 'joined' },
    happens: [event('contact.list_joined', { list: 'newsletter' })],
    ends: started,
  },
  tag: {
    shows: 'It fires a day after the tag was added.',
    trigger: { id: 'vip', type: 'tag', tag: 'vip', change: 'added', when: { after: 'P1D' } },
    happens: [event('contact.tag_added', { tag: 'vip' })],
    ends: started,
  },
  field: {
    shows: 'When it gets a certain value.',
    trigger: { id: 'gold', type: 'field', field: 'level', to: 'gold' },
    happens: [event('contact.field_changed', { field: 'level', from: 'silver', to: 'gold' })],
    ends: started,
  },
  date: {
    shows: 'Every year three days before a birthday, at half past nine.',
    trigger: {
      id: 'birthday',
      type: 'date',
      field: 'birthday',
      offset: { before: 'P3D' },
      at: '09:30',
      yearly: true,
    },
    contact: { fields: { birthday: '1990-10-20' } },
    happens: [],
    ends: started,
  },
  outside_hours: {
    trigger: { id: 'closed', type: 'outside_hours' },
    calendar: office,
    happens: [{ at: 'PT10H', reply: { text: 'Anybody there?' } }],
    ends: started,
  },
  holiday: {
    shows: 'Every such message is answered.',
    trigger: { id: 'holiday', type: 'holiday', repeat: 'every_message' },
    calendar: office,
    happens: [{ at: 'P1D', reply: { text: 'Are you open?' } }],
    ends: started,
  },
  ticket: {
    shows: 'When it is solved.',
    trigger: { id: 'solved', type: 'ticket', change: 'status', to: 'solved' },
    happens: [event('ticket.updated', { ticketId: 't1', changes: { status: { from: 'open', to: 'solved' } } })],
    ends: started,
  },
  consent: {
    trigger: { id: 'agreed', type: 'consent', marketing: 'given' },
    happens: [event('contact.consent_changed', { marketing: 'given' })],
    ends: started,
  },
  voice: {
    shows: 'Five minutes after a call was missed or declined.',
    trigger: { id: 'missed', type: 'voice', result: ['missed', 'declined'], when: { after: 'PT5M' } },
    happens: [event('voice.call.ended', { result: 'missed' })],
    ends: started,
  },
  booking: {
    shows: 'A day before a booking starts. It moves with the booking and is disarmed when that is cancelled.',
    trigger: {
      id: 'tomorrow',
      type: 'booking',
      event: ['created', 'confirmed'],
      when: { before: 'P1D', of: 'data.startsAt', ifPast: 'send_now' },
    },
    happens: [event('booking.created', { bookingId: 'b1', startsAt: '2026-10-20T15:00:00+02:00' })],
    ends: started,
  },
  schedule: {
    shows: 'Every weekday at nine, for everybody on a list.',
    trigger: {
      id: 'morning',
      type: 'schedule',
      times: { weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], at: '09:00' },
      timeZone: 'Europe/Rome',
      audience: { list: 'newsletter' },
    },
    contact: { lists: ['newsletter'] },
    happens: [event('schedule.due', { trigger: 'morning' })],
    ends: started,
  },
  manual: {
    trigger: { id: 'by-hand', type: 'manual' },
    ends: started,
  },
};
