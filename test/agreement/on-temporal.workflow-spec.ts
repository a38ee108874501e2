import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { simulate } from '@threadline/automation';
import { courses } from './courses.js';
import { OnTemporal } from './on-temporal.js';
import { differences, playedOf } from './played.js';
import { startOf } from './starts.js';

/** The server's clock also runs while real decisions and sends do their work, which takes the simulator no time. */
const leastToleranceMs = 1_000;

let production: OnTemporal;

beforeAll(async () => {
  production = await OnTemporal.open(process.env['TEST_TIME_SKIPPING_SERVER']);
});
afterAll(() => production.close());

it.each(courses.filter(({ isLong }) => !isLong).map((course) => [course.name, course] as const))(
  'simulator and real driver agree on: %s',
  async (_, course) => {
    const simulation = course.at(startOf(course, await production.clock.look()));
    const begun = performance.now();
    const { played, ids } = await production.play(simulation, process.env['DATABASE_URL']);
    const toleranceMs = leastToleranceMs + performance.now() - begun;
    expect(differences(playedOf(simulate(simulation, { ids })), played, toleranceMs)).toEqual([]);
  },
  120_000,
);
