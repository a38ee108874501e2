import { Duration, nominalMs, TimeZone, WorkCalendar } from '@threadline/domain';
import { z } from 'zod';
import { AutomationDefinition } from '../language/definition.js';
import { TimelineEntry } from './timeline.js';

const name = z.string().min(1).max(200);
const longestMs = nominalMs('P5Y');

/** The contact a simulation is about. */
export const SimulatedContact = z
  .strictObject({
    firstName: z.string().max(200).optional(),
    lastName: z.string().max(200).optional(),
    language: z.string().max(20).optional(),
    country: z.string().length(2).optional(),
    email: z.string().max(320).optional(),
    timeZone: TimeZone.optional().describe('Else that of the country, else that of the calendar, else UTC.'),
    tags: z.array(name).max(1_000).default([]),
    lists: z.array(name).max(1_000).default([]),
    fields: z.record(z.string().max(100), z.unknown()).default({}),
    consent: z.strictObject({ marketing: z.boolean() }).optional(),
    blocked: z.boolean().default(false),
  })
  .meta({ id: 'SimulatedContact', description: 'The contact a simulation is about.' });
export type SimulatedContact = z.infer<typeof SimulatedContact>;

/** All of a simulation but the definition it is of. */
export const SimulationScript = z.strictObject({
  contact: SimulatedContact.prefault({}),
  start: z.iso.datetime({ offset: true }).describe('The moment the timeline is counted from.'),
  until: Duration.refine((until) => nominalMs(until) <= longestMs, { message: 'is longer than P5Y' })
    .default('P90D')
    .describe('Where to stop, counted from `start`; at most `P5Y`.'),
  seed: z
    .number()
    .int()
    .min(0)
    .max(1_000_000)
    .default(1)
    .describe('Another contact by chance: other shares of a split.'),
  templates: z
    .record(name, z.enum(['draft', 'pending', 'approved', 'rejected', 'paused', 'disabled']))
    .default({})
    .describe('States of templates by name; those not named are approved.'),
  calendar: WorkCalendar.optional().describe('Working hours and holidays of the workspace.'),
  timeline: z.array(TimelineEntry).max(1_000).default([]),
});
export type SimulationScript = z.infer<typeof SimulationScript>;

/** What a simulation is given: a definition, a contact, a start, and what happens from then on. */
export const Simulation = SimulationScript.extend({ definition: AutomationDefinition }).meta({
  id: 'Simulation',
  description: 'A definition and a scripted course of things, to be run on the production engine.',
});
export type Simulation = z.infer<typeof Simulation>;
