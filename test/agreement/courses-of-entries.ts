import { anyCart, cart, course, event, says, tag, template, wait, type Course } from './course.js';

const always = { entry: { mode: 'always' as const } };

/** Who starts a run, and who waits at the door. */
export const coursesOfEntries: Course[] = [
  course('by hand', { tag: tag('x') }, [event('PT0S', 'manual')], {
    of: (automation) => automation.startedBy({ id: 'hand', type: 'manual' }),
  }),
  course(
    'one answer for a closed time',
    { sorry: { type: 'send_message', text: 'Closed', next: null } },
    [says('PT0S', 'a'), says('PT1M', 'b'), says('P7D', 'c')],
    {
      of: (automation) => automation.with(always).startedBy({ id: 'closed', type: 'outside_hours' }),
      calendar: { timeZone: 'Europe/Rome', hours: { wed: [{ from: '09:00', to: '18:00' }] } },
    },
  ),
  course(
    'a schedule starts its audience at each of its times',
    { tag: tag('told'), hi: template(null) },
    [event('P1D', 'schedule.due', { trigger: 'daily' }), event('P2D', 'schedule.due', { trigger: 'daily' })],
    {
      of: (automation) =>
        automation
          .startedBy({
            id: 'daily',
            type: 'schedule',
            times: { cron: '0 10 * * *' },
            audience: { all: [{ list: 'news' }, { not: { tag: 'told' } }] },
          })
          .with(always),
      contact: { lists: ['news'] },
    },
  ),
  course('a birthday, and a week before it', { hi: template(null) }, [], {
    of: (automation) =>
      automation
        .startedBy(
          { id: 'week', type: 'date', field: 'birthday', yearly: true, offset: { before: 'P7D' } },
          { id: 'day', type: 'date', field: 'birthday', yearly: true, at: '10:30' },
        )
        .with(always),
    contact: { fields: { birthday: '1992-02-29' } },
    until: 'P366D',
  }),
  course('what a run changes starts another', { tag: tag('vip', 'more'), more: tag('more') }, [cart('PT0S')], {
    of: (automation) => automation.with(always).startedBy(anyCart, { id: 'vip', type: 'tag', tag: 'vip' }),
  }),
  course(
    'runs wait for each other in a queue',
    { wait: wait('PT3H', 'tag'), tag: tag('x') },
    [cart('PT0S', 'c1'), cart('PT1H', 'c2'), cart('PT2H', 'c3'), cart('PT5H', 'c4')],
    { of: (automation) => automation.with({ entry: { onConflict: 'queue' } }) },
  ),
  course(
    'an audience that comes to hold after the event, and one that does not',
    { tag: tag('in') },
    [cart('PT0S', 'c1'), event('PT1H', 'contact.tag_added', { tag: 'vip' }), cart('P1D', 'c2')],
    { of: (automation) => automation.with({ entry: { audience: { tag: 'vip' }, grace: 'PT2H' } }) },
  ),
  course(
    'an audience that does not come to hold within its grace',
    { tag: tag('in') },
    [cart('PT0S', 'c1'), event('PT3H', 'contact.tag_added', { tag: 'vip' })],
    { of: (automation) => automation.with({ entry: { audience: { tag: 'vip' }, grace: 'PT2H' } }) },
  ),
];
