import {
  Duration,
  isDateText,
  LocalTime,
  momentOf,
  nextOpening,
  nextTimeOfDay,
  stableShare,
  Weekday,
  type Instant,
} from '@threadline/domain';
import { z } from 'zod';
import { Next, Path } from '../language/ids.js';
import { defineStep, formsOf, stepBase, waysIn } from './define-step.js';
import type { RunView } from './run-view.js';
import { end, goTo, problem, waitFor } from './step-outcome.js';

const base = { ...stepBase, type: z.literal('delay'), next: Next };
const DateText = z
  .string()
  .max(40)
  .refine(isDateText, { message: 'is not a date; write one such as 2026-12-24 or 2026-12-24T18:00' });

const schema = formsOf(
  'delay',
  {
    for: z.strictObject({ ...base, for: Duration.describe('How long.') }),
    until: z.strictObject({
      ...base,
      until: z
        .union([DateText, z.strictObject({ path: Path })])
        .describe('A date, local unless it has an offset, or the path to one: `trigger.data.startsAt`.'),
      ifPast: z.enum(['continue', 'exit']).default('continue').describe('When that moment has passed already.'),
    }),
    at: z.strictObject({
      ...base,
      at: LocalTime.describe('The next such time of day.'),
      weekdays: z.array(Weekday).min(1).max(7).optional(),
    }),
    businessHours: z.strictObject({ ...base, businessHours: z.literal('open').describe('Until the workspace works.') }),
  },
  { id: 'DelayStep', description: 'Waits: for a time, until a date, a time of day, or the opening of the workspace.' },
);
type Delay = z.infer<typeof schema>;

/** Waits to a clock time are spread over a minute, so that nine o'clock is no storm. */
const smearMs = 60_000;

/** Waits: for a time, until a date, a time of day, or the opening of the workspace. */
export const delay = defineStep({
  kind: 'wait',
  schema,

  begin(step, run) {
    if ('for' in step)
      return waitFor({ until: run.after(step.for), listen: [] }, { what: 'waits', why: `waits ${step.for}` });
    const end = clockTime(step, run);
    if (end === undefined)
      return problem(
        { reason: 'no_date', detail: 'there is no date to wait for' },
        { wired: undefined, next: step.next },
      );
    if (end <= run.now) return alreadyThere(step, end);
    const smeared = end + Math.floor(stableShare(run.world.run.id, run.stepId, run.turn) * smearMs);
    return waitFor(
      { until: smeared, intended: end, listen: [] },
      { what: 'waits', why: `waits until ${new Date(end).toISOString()}` },
    );
  },

  resume: (step) => goTo(step.next, { what: 'waited', why: 'the wait is over' }),
  ways: (step) => waysIn(step, 'next'),
});

/** The moment to wait for; undefined when the data holds none. */
function clockTime(step: Exclude<Delay, { for: string }>, run: RunView): Instant | undefined {
  if ('at' in step) return nextTimeOfDay(run.now, { at: step.at, on: step.weekdays }, run.zone);
  if ('businessHours' in step) {
    const calendar = run.world.workspace?.calendar;
    return calendar === undefined ? run.now : nextOpening(calendar, run.now);
  }
  const date = typeof step.until === 'string' ? step.until : run.value(step.until.path);
  return typeof date === 'string' ? momentOf(date, run.zone) : undefined;
}

function alreadyThere(step: Delay, moment: Instant) {
  const saw = { moment: new Date(moment).toISOString() };
  if ('ifPast' in step && step.ifPast === 'exit') {
    const said = { what: 'exits', why: 'the moment has passed', saw };
    return end({ state: 'exited', reason: 'exit_step', detail: 'the moment to wait for has passed' }, said);
  }
  return goTo(step.next, { what: 'waited', why: 'the moment has come already', saw });
}
