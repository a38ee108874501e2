import type { Course } from './course.js';
import { coursesOfCalls } from './courses-of-calls.js';
import { coursesOfEntries } from './courses-of-entries.js';
import { coursesOfMessages } from './courses-of-messages.js';
import { coursesOfRuns } from './courses-of-runs.js';
import { coursesOfSteps } from './courses-of-steps.js';

/** Courses of things that the simulator and production must agree on. */
export const courses: readonly Course[] = [
  ...coursesOfRuns,
  ...coursesOfEntries,
  ...coursesOfMessages,
  ...coursesOfCalls,
  ...coursesOfSteps,
];
