import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aDefinition, Stage } from '../testing/index.js';

const hour = 3_600_000;
const anna = '+391110000001';
const opened: Stage[] = [];
let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

const armedMoments = async () =>
  (
    await stage.dataSource.query<{ key: string; state: string; until: Date | null }[]>(
      `select key, state, armed_until as until from run where workspace_id = $1 order by created_at, id`,
      [stage.workspace.id],
    )
  ).map(({ key, state, until }) => `${key} ${state} ${until?.toISOString() ?? ''}`);

const startedBy = (trigger: object) =>
  aDefinition({
    triggers: [{ id: 'it', ...trigger }],
    start: 'tag',
    steps: { tag: { type: 'add_tag', tag: 'seen', next: null } },
  });

describe('a booking', () => {
  const reminder = startedBy({ type: 'booking', event: 'created', when: { before: 'PT24H', of: 'data.startsAt' } });
  const created = (bookingId: string, startsAt: string, told: { at?: number } = {}) =>
    stage.tells('booking.created', anna, { bookingId, startsAt, ...told });

  it('arms its reminder for the moment before it', async () => {
    await stage.publish(reminder);
    await created('b-1', '2026-03-05T10:00:00Z');
    expect(await armedMoments()).toEqual(['b-1 armed 2026-03-04T10:00:00.000Z']);
    stage.passes(48 * hour);
    await stage.drive((await stage.onlyRun()).id);
    expect((await stage.onlyRun()).state).toBe('completed');
  });

  it('that is put off moves its reminder, and no other', async () => {
    await stage.publish(reminder);
    await created('b-1', '2026-03-05T10:00:00Z');
    await created('b-2', '2026-03-06T10:00:00Z');
    stage.passes(hour);
    await stage.tells('booking.rescheduled', anna, { bookingId: 'b-1', startsAt: '2026-03-09T10:00:00Z' });
    expect(await armedMoments()).toEqual(['b-1 armed 2026-03-08T10:00:00.000Z', 'b-2 armed 2026-03-05T10:00:00.000Z']);
  });

  it('that is put forward rings its reminder', async () => {
    await stage.publish(reminder);
    await created('b-1', '2026-03-09T10:00:00Z');
    stage.passes(hour);
    await stage.tells('booking.rescheduled', anna, { bookingId: 'b-1', startsAt: '2026-03-05T10:00:00Z' });
    expect(stage.temporal.rung.map(({ signal }) => signal)).toEqual(['eventArrived']);
  });

  it('is not moved by a message that tells an older state', async () => {
    await stage.publish(reminder);
    await created('b-1', '2026-03-05T10:00:00Z');
    const at = stage.clock.now() - hour;
    await stage.tells('booking.rescheduled', anna, { bookingId: 'b-1', startsAt: '2026-03-09T10:00:00Z', at });
    expect(await armedMoments()).toEqual(['b-1 armed 2026-03-04T10:00:00.000Z']);
  });

  it('that is put forward to where its moment has passed gives its reminder up', async () => {
    await stage.publish(reminder);
    await created('b-1', '2026-03-09T10:00:00Z');
    stage.passes(hour);
    await stage.tells('booking.rescheduled', anna, { bookingId: 'b-1', startsAt: '2026-03-02T20:00:00Z' });
    expect((await stage.onlyRun()).state).toBe('disarmed');
  });

  it('that is cancelled disarms its reminder, and no other', async () => {
    await stage.publish(reminder);
    await created('b-1', '2026-03-05T10:00:00Z');
    await created('b-2', '2026-03-06T10:00:00Z');
    await stage.tells('booking.cancelled', anna, { bookingId: 'b-1' });
    expect((await stage.runs()).map(({ key, state }) => `${key} ${state}`)).toEqual(['b-1 disarmed', 'b-2 armed']);
  });

  it('that was cancelled before it is told of arms nothing', async () => {
    await stage.publish(reminder);
    await stage.tells('booking.cancelled', anna, { bookingId: 'b-1', at: stage.clock.now() });
    await created('b-1', '2026-03-05T10:00:00Z', { at: stage.clock.now() - hour });
    expect(await stage.runs()).toEqual([]);
  });

  it('too soon for its reminder is on record as refused', async () => {
    await stage.publish(reminder);
    await created('b-1', '2026-03-02T20:00:00Z');
    expect(await stage.onlyRun()).toMatchObject({ state: 'refused', reason: 'moment_passed' });
  });

  it('too soon for its reminder has it now when told to', async () => {
    const when = { before: 'PT24H', of: 'data.startsAt', ifPast: 'send_now' };
    await stage.publish(startedBy({ type: 'booking', event: 'created', when }));
    await created('b-1', '2026-03-02T20:00:00Z');
    expect((await stage.onlyRun()).state).toBe('active');
  });
});
