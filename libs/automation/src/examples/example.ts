import type { z } from 'zod';
import type { AutomationDefinition } from '../language/definition.js';
import { Simulation } from '../simulator/simulation.js';
import type { SimulationResult } from '../simulator/simulation-result.js';
import type { Step } from '../steps/index.js';
import type { Trigger } from '../triggers/index.js';

type Input = z.input<typeof AutomationDefinition>;
export type AnyStep = Input['steps'][string];
export type AnyTrigger = Input['triggers'][number];
type SimulationInput = z.input<typeof Simulation>;

/** A course of things, and what it ends in. */
export interface Course {
  /** What the example shows, beyond what the type does. */
  shows?: string;
  contact?: SimulationInput['contact'];
  calendar?: SimulationInput['calendar'];
  /** What happens to the contact, counted from Monday, 12 October 2026, 10:00 in Rome. */
  happens?: NonNullable<SimulationInput['timeline']>;
  ends: Ending;
}

/** What a simulated example must come to. */
export interface Ending {
  state: 'completed' | 'exited' | 'active';
  exitReason?: string;
  /** The templates and texts that were sent, in order. */
  sent?: readonly string[];
  /** Tags the contact has at the end, among others. */
  tags?: readonly string[];
}

/** An example of a trigger type. Its run adds the tag `started`. */
export interface TriggerExample<T extends Trigger['type']> extends Course {
  trigger: Extract<AnyTrigger, { type: T }>;
}

/** An example of a step type: the step, and the steps it leads to. */
export interface StepExample<T extends Step['type']> extends Course {
  /** What starts it; without one it is started by hand at once. */
  trigger?: AnyTrigger;
  step: Extract<AnyStep, { type: T }>;
  leadsTo?: Readonly<Record<string, AnyStep>>;
}

export type TriggerExamples = { readonly [T in Trigger['type']]: TriggerExample<T> };
export type StepExamples = { readonly [T in Step['type']]: StepExample<T> };

/** The id of the step an example is about, in its definition. */
export const exampleStep = 'here';

const byHand: AnyTrigger = { id: 'start', type: 'manual' };
const startNow = [{ at: 'PT0S', event: { type: 'manual' } }];
const ann = { firstName: 'Ann', timeZone: 'Europe/Rome', consent: { marketing: true } };

/** The automation of a trigger's example. */
export const definitionOfTrigger = (type: string, { trigger }: { trigger: AnyTrigger }): Input => ({
  name: `Example of ${type}`,
  triggers: [trigger],
  start: 'tag',
  steps: { tag: { type: 'add_tag', tag: 'started', next: null } },
});

/** The automation of a step's example. */
export const definitionOfStep = (
  type: string,
  { trigger = byHand, step, leadsTo = {} }: { trigger?: AnyTrigger; step: AnyStep; leadsTo?: Record<string, AnyStep> },
): Input => ({
  name: `Example of ${type}`,
  triggers: [trigger],
  start: exampleStep,
  steps: { [exampleStep]: step, ...leadsTo },
});

/** The simulation an example stands for, 30 days of it. */
export const simulationOf = (definition: Input, { contact, calendar, happens = startNow }: Course): Simulation =>
  Simulation.parse({
    definition,
    start: '2026-10-12T10:00:00+02:00',
    until: 'P30D',
    contact: { ...ann, ...contact },
    timeline: happens,
    ...(calendar && { calendar }),
  });

/** What a simulation ended in, in the words of an example. */
export const endingOf = ({ outcome, sends, contact }: SimulationResult): Record<keyof Ending, unknown> => ({
  state: outcome?.state,
  exitReason: outcome?.exitReason ?? undefined,
  sent: sends.map(({ template, text, kind }) => template ?? text ?? kind),
  tags: contact.tags,
});
