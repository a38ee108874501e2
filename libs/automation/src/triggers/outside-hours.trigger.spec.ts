import { describe, expect, it } from '@jest/globals';
import { WorkCalendar } from '@threadline/domain';
import { anAutomation, isFired, type TriggerInput } from '../testing/index.js';
import { occasionOf } from './firing.js';

const hours = [{ from: '09:00', to: '18:00' }];
const calendar = WorkCalendar.parse({
  timeZone: 'Europe/Rome',
  hours: { mon: hours, fri: hours, sat: [] },
  holidays: [{ date: '2026-03-26' }],
});
const says = (at: string) => ({
  id: 'e',
  type: 'whatsapp.message.received',
  time: Date.parse(at),
  data: { content: { kind: 'text', text: 'hi' } },
});
const fridayNoon = says('2026-03-20T12:00:00+01:00');
const fridayNight = says('2026-03-20T22:00:00+01:00');
const saturday = says('2026-03-21T12:00:00+01:00');
const holiday = says('2026-03-26T12:00:00+01:00');

describe('an outside_hours trigger', () => {
  const fires = (event: ReturnType<typeof says>, facts = { calendar }) =>
    isFired({ type: 'outside_hours' }, event, facts);

  it('fires at messages while nobody works, holidays included', () => {
    expect([fridayNoon, fridayNight, saturday, holiday].map((event) => fires(event))).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });

  it('never fires where nobody has said when work is done', () => {
    expect(isFired({ type: 'outside_hours' }, fridayNight)).toBe(false);
  });

  const occasion = (trigger: TriggerInput, event: ReturnType<typeof says>) => {
    const [parsed] = anAutomation().startedBy(trigger).build().triggers;
    return parsed && occasionOf(parsed, event, { calendar });
  };

  it('fires once for a closed period unless told otherwise', () => {
    const once = { id: 'closed', type: 'outside_hours' } as const;
    expect(occasion(once, fridayNight)).toBe('closed since 2026-03-20T17:00:00.000Z');
    expect(occasion(once, saturday)).toBe(occasion(once, fridayNight));
    expect(occasion(once, holiday)).not.toBe(occasion(once, fridayNight));
    expect(occasion({ ...once, repeat: 'every_message' }, fridayNight)).toBeUndefined();
  });
});

describe('a holiday trigger', () => {
  it('fires at messages on holidays only', () => {
    const fires = (event: ReturnType<typeof says>) => isFired({ type: 'holiday' }, event, { calendar });
    expect([fridayNoon, fridayNight, saturday, holiday].map(fires)).toEqual([false, false, false, true]);
  });
});
