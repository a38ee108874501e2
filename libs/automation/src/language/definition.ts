import { z } from 'zod';
import { Step } from '../steps/index.js';
import { Trigger } from '../triggers/index.js';
import { Entry, Exit, Goal } from './entry.js';
import { StepId } from './ids.js';
import { Settings } from './settings.js';

export const maxSteps = 500;
export const maxTriggers = 50;

/** An automation as its author writes it: what starts it, who may enter, the steps, what ends it. */
export const AutomationDefinition = z
  .strictObject({
    name: z.string().min(1).max(200).describe('For people.'),
    description: z.string().max(2_000).optional(),
    triggers: z.array(Trigger).min(1).max(maxTriggers),
    entry: Entry.default(() => Entry.parse({})),
    exits: z.array(Exit).max(50).default([]).describe('Events that end a run at once, in the middle of any wait.'),
    goal: Goal.optional(),
    settings: Settings.default(() => Settings.parse({})),
    start: StepId.describe('The first step.'),
    steps: z
      .record(StepId, Step)
      .refine((steps) => Object.keys(steps).length <= maxSteps, { message: `has more than ${maxSteps} steps` }),
  })
  .meta({
    id: 'AutomationDefinition',
    description: 'What starts an automation, who may enter, its steps, and what ends it.',
  });
export type AutomationDefinition = z.infer<typeof AutomationDefinition>;
