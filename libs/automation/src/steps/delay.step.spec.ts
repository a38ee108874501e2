import { describe, expect, it } from '@jest/globals';
import { WorkCalendar } from '@threadline/domain';
import { aStory, anAutomation, aWorld, type StepInput } from '../testing/index.js';

const saturday = '2026-03-28T09:00:00Z';
const story = (wait: object, { at = saturday, world = aWorld().build() } = {}) =>
  aStory(
    anAutomation()
      .withSteps({
        wait: { type: 'delay', next: 'tag', ...wait } as StepInput,
        tag: { type: 'add_tag', tag: 'waited', next: null },
      })
      .build(),
    { world, at: Date.parse(at) },
  );
const wakes = (run: ReturnType<typeof story>) => new Date(run.last.wakeAt ?? 0).toISOString();
/** The intended moment: without the part of a minute that spreads runs. */
const intends = (run: ReturnType<typeof story>) => new Date(run.state.tokens[0]?.intended ?? 0).toISOString();
const waited = [{ kind: 'tag_added', tag: 'waited' }];

describe('delay for a time', () => {
  it('waits a calendar day in the contact`s zone, which has 23 hours when the clocks go forward', () => {
    expect(wakes(story({ for: 'P1D' }))).toBe('2026-03-29T08:00:00.000Z');
  });

  it('waits 24 exact hours', () => {
    expect(wakes(story({ for: 'PT24H' }))).toBe('2026-03-29T09:00:00.000Z');
  });

  it('goes on when its time has come, and not before', () => {
    expect(story({ for: 'P1D' }).passes('PT22H59M59S').changes).toEqual([]);
    expect(story({ for: 'P1D' }).passes('PT23H').changes).toEqual(waited);
  });
});

describe('delay until a clock time', () => {
  it.each([
    ['a local date', { until: '2026-04-01' }, '2026-03-31T22:00:00.000Z'],
    ['a local date and time', { until: '2026-04-01T09:30' }, '2026-04-01T07:30:00.000Z'],
    ['a moment anywhere', { until: '2026-04-01T09:30:00-05:00' }, '2026-04-01T14:30:00.000Z'],
    ['a date in the event', { until: { path: 'trigger.data.startsAt' } }, '2026-04-02T16:00:00.000Z'],
    ['a time of day', { at: '09:00' }, '2026-03-29T07:00:00.000Z'],
    ['a time of a weekday', { at: '09:00', weekdays: ['wed'] }, '2026-04-01T07:00:00.000Z'],
  ])('waits until %s', (_, wait, moment) => {
    const world = aWorld().startedBy('booking.created', { startsAt: '2026-04-02T18:00' }).build();
    expect(intends(story(wait, { world }))).toBe(moment);
  });

  it('wakes within the minute after it, so that nine o`clock is no storm', () => {
    const run = story({ at: '09:00' });
    const late = (run.last.wakeAt ?? 0) - Date.parse('2026-03-29T07:00:00Z');
    expect(late).toBeGreaterThan(0);
    expect(late).toBeLessThan(60_000);
  });

  it('does not count that part of a minute on: the same time tomorrow is tomorrow', () => {
    const definition = anAutomation()
      .withSteps({
        nine: { type: 'delay', at: '09:00', next: 'day' },
        day: { type: 'delay', for: 'PT1S', next: 'nine' },
      })
      .build();
    const run = aStory(definition, { at: Date.parse(saturday) }).passes('P10D');
    expect(run.state.turns['nine']).toBe(11);
  });

  it('goes on at once when the moment has passed', () => {
    expect(story({ until: '2026-03-01' }).changes).toEqual(waited);
  });

  it('exits when the moment has passed and the step says so', () => {
    expect(story({ until: '2026-03-01', ifPast: 'exit' }).outcome).toMatchObject({
      state: 'exited',
      reason: 'exit_step',
    });
  });

  it('goes on, and says why, when the data holds no date', () => {
    const run = story({ until: { path: 'trigger.data.nothing' } });
    expect(run.happened[0]).toBe('wait: step_failed');
    expect(run.changes).toEqual(waited);
  });
});

describe('delay until business hours', () => {
  const calendar = WorkCalendar.parse({ timeZone: 'Europe/Rome', hours: { mon: [{ from: '09:00', to: '18:00' }] } });
  const world = aWorld()
    .with({ workspace: { timeZone: 'Europe/Rome', calendar } })
    .build();

  it('waits until the workspace opens', () => {
    expect(intends(story({ businessHours: 'open' }, { world }))).toBe('2026-03-30T07:00:00.000Z');
  });

  it('goes on at once while it is open', () => {
    expect(story({ businessHours: 'open' }, { world, at: '2026-03-30T10:00:00Z' }).changes).toEqual(waited);
  });
});
