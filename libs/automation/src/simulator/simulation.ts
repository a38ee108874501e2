import { Duration, TimeZone } from '@threadline/domain';
import { z } from 'zod';
import { AutomationDefinition } from '../language/definition.js';

const name = z.string().min(1).max(200);
const at = Duration.describe('Counted from `start`.');

/** Something that happens to the contact from outside, at a time counted from the start. */
export const TimelineEntry = z
  .union([
    z.strictObject({
      at,
      event: z.strictObject({
        type: name,
        id: name.optional(),
        data: z.record(z.string().max(200), z.unknown()).default({}),
      }),
    }),
    z.strictObject({
      at,
      reply: z.union([
        z.strictObject({ text: z.string().max(4_096) }),
        z.strictObject({ button: z.string().min(1).max(256) }),
      ]),
    }),
    z.strictObject({
      at,
      status: z.strictObject({ step: name, status: z.enum(['sent', 'delivered', 'read', 'failed']) }),
    }),
    z.strictObject({
      at,
      effect: z
        .strictObject({ step: name, result: z.strictObject({ failed: z.string().min(1).max(200) }) })
        .describe('What the next send of the step comes to.'),
    }),
    z.strictObject({ at, optOut: z.literal(true) }),
  ])
  .meta({
    id: 'SimulationTimelineEntry',
    description: 'An event, a reply, a delivery status, the result of an effect, or an opt-out.',
  });
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** The contact a simulation is about. */
export const SimulatedContact = z
  .strictObject({
    firstName: z.string().max(200).optional(),
    lastName: z.string().max(200).optional(),
    language: z.string().max(20).optional(),
    country: z.string().length(2).optional(),
    timeZone: TimeZone.default('UTC'),
    tags: z.array(name).max(1_000).default([]),
    lists: z.array(name).max(1_000).default([]),
    fields: z.record(z.string().max(100), z.unknown()).default({}),
    consent: z.strictObject({ marketing: z.boolean() }).optional(),
    blocked: z.boolean().default(false),
  })
  .meta({ id: 'SimulatedContact' });
export type SimulatedContact = z.infer<typeof SimulatedContact>;

/** What a simulation is given: a definition, a contact, a start, and what happens from then on. */
export const Simulation = z
  .strictObject({
    definition: AutomationDefinition,
    contact: SimulatedContact.prefault({}),
    start: z.iso.datetime({ offset: true }),
    until: Duration.default('P90D').describe('Where to stop, counted from `start`.'),
    templates: z
      .record(name, z.enum(['draft', 'pending', 'approved', 'rejected', 'paused', 'disabled']))
      .default({})
      .describe('States of templates by name; those not named are approved.'),
    timeline: z.array(TimelineEntry).max(1_000).default([]),
  })
  .meta({
    id: 'Simulation',
    description: 'A definition and a scripted course of things, to be run on the production engine.',
  });
export type Simulation = z.infer<typeof Simulation>;

/** A message the automation would have sent. */
export interface SimulatedSend {
  at: string;
  localTime: string;
  step: string;
  turn: number;
  kind: 'template' | 'text';
  template?: string;
  text?: string;
  variables?: Record<string, string>;
  intendedAt: string;
  why: string;
}

/** A line of the timeline. */
export interface SimulatedTrailEntry {
  at: string;
  localTime: string;
  step?: string;
  turn?: number;
  what: string;
  why: string;
  saw?: Record<string, unknown>;
}

/** What came of it. */
export interface SimulationResult {
  /** Of the last run; null when none was ever armed or entered. */
  outcome: { state: string; exitReason: string | null; convertedAt: string | null } | null;
  entered: boolean;
  refusedBecause: string | null;
  sends: SimulatedSend[];
  trail: SimulatedTrailEntry[];
  contact: {
    tags: readonly string[];
    lists: readonly string[];
    fields: Record<string, unknown>;
    consent: string;
    blocked: boolean;
  };
  warnings: string[];
}
