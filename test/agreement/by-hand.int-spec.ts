import { describe, expect, it } from '@jest/globals';
import { simulate } from '@threadline/automation';
import { playByHand } from './by-hand.js';
import { courses } from './courses.js';
import { playedOf } from './played.js';
import { startOf } from './starts.js';

it('at least 40 courses of things are compared', () => {
  expect(courses.length).toBeGreaterThanOrEqual(40);
  expect(new Set(courses.map(({ name }) => name)).size).toBe(courses.length);
});

describe('simulator and production agree to the millisecond on', () => {
  it.each(courses.map((course) => [course.name, course] as const))('%s', async (_, course) => {
    const simulation = course.at(startOf(course, Date.parse('2026-03-02T00:00:00Z')));
    const { played, ids } = await playByHand(simulation, process.env['DATABASE_URL']);
    expect(playedOf(simulate(simulation, { ids }))).toEqual(played);
  });
});

it('a simulation that lied would be noticed', async () => {
  const [left] = courses;
  if (!left) throw new Error('there are no courses');
  const simulation = left.at(startOf(left, Date.parse('2026-03-02T00:00:00Z')));
  const { played } = await playByHand(simulation, process.env['DATABASE_URL']);
  const { definition } = simulation;
  const changed = { ...definition, steps: { ...definition.steps, last: { type: 'exit' as const } } };
  expect(playedOf(simulate({ ...simulation, definition: changed }))).not.toEqual(played);
});
