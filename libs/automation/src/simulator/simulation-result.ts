import { messageKinds } from '@threadline/domain';
import { z } from 'zod';

const moment = z.iso.datetime().describe('In UTC.');
const when = { at: moment, localTime: z.iso.datetime({ offset: true }).describe('In the contact`s zone.') };
const run = z.string().describe('Which of the contact`s runs, such as `run-1`.');

/** A message that was given to WhatsApp. */
export const SimulatedSend = z
  .object({
    ...when,
    run,
    step: z.string(),
    turn: z.number().int(),
    kind: z.enum(messageKinds),
    template: z.string().optional(),
    variables: z.record(z.string(), z.string()).optional(),
    text: z.string().optional(),
    intendedAt: moment.describe('When it should have gone out by the run`s own clock.'),
    why: z.string(),
  })
  .meta({ id: 'SimulatedSend' });
export type SimulatedSend = z.infer<typeof SimulatedSend>;

/** A line of the timeline: what happened, why, and the values that were seen. */
export const SimulatedTrailEntry = z
  .object({
    ...when,
    run: run.optional().describe('Absent for what concerns no run.'),
    step: z.string().optional(),
    turn: z.number().int().optional(),
    intendedAt: moment.optional(),
    what: z.string(),
    why: z.string(),
    saw: z.record(z.string(), z.unknown()).optional().describe('Long values are cut short.'),
  })
  .meta({ id: 'SimulatedTrailEntry' });
export type SimulatedTrailEntry = z.infer<typeof SimulatedTrailEntry>;

/** What became of one run. */
export const SimulatedRunSummary = z
  .object({
    run,
    trigger: z.string(),
    key: z.string(),
    state: z.enum(['armed', 'active', 'completed', 'exited', 'disarmed', 'refused']),
    reason: z.string().nullable(),
    enteredAt: moment.nullable(),
    endedAt: moment.nullable(),
    convertedAt: moment.nullable(),
    standing: z.array(z.string()).describe('Where it stands at the end and why, a line for each path.'),
  })
  .meta({ id: 'SimulatedRun' });
export type SimulatedRunSummary = z.infer<typeof SimulatedRunSummary>;

/** What came of a simulation. */
export const SimulationResult = z
  .object({
    outcome: z
      .object({ state: z.string(), exitReason: z.string().nullable(), convertedAt: moment.nullable() })
      .nullable()
      .describe('Of the last run that was not refused; null when nothing ever fired.'),
    entered: z.boolean(),
    refusedBecause: z.string().nullable().describe('Of the first run that was refused.'),
    runs: z.array(SimulatedRunSummary),
    sends: z.array(SimulatedSend),
    trail: z.array(SimulatedTrailEntry),
    contact: z.object({
      tags: z.array(z.string()),
      lists: z.array(z.string()),
      fields: z.record(z.string(), z.unknown()),
      consent: z.enum(['given', 'withdrawn', 'unknown']),
      blocked: z.boolean(),
    }),
    warnings: z.array(z.string()).describe('What to know before believing the rest.'),
  })
  .meta({ id: 'SimulationResult', description: 'What came of a simulation.' });
export type SimulationResult = z.infer<typeof SimulationResult>;
