import { Duration } from '@threadline/domain';
import { z } from 'zod';
import type { Condition } from '../conditions/condition.js';
import type { Next } from '../language/ids.js';
import { unionByField, type FormsByField, type UnionOf } from '../language/union-by-field.js';
import type { Occasion } from './occasion.js';
import type { RunView } from './run-view.js';
import type { StepOutcome } from './step-outcome.js';

/** A way out of a step: the field that names it, and where it leads. */
export interface Way {
  at: readonly (string | number)[];
  to: Next;
}

/** A text of a step that is a Liquid template, and the field it stands in. */
export interface TextField {
  at: readonly (string | number)[];
  text: string;
  /** What WhatsApp takes there. A text without Liquid is held to it when the automation is saved, others once rendered. */
  takes?: z.ZodType<string>;
}

/** A condition of a step, and the field it stands in. A condition `on` an event is a filter. */
export interface ConditionField {
  at: readonly (string | number)[];
  on: 'event' | 'run';
  condition: Condition | undefined;
}

/** What a step does to the flow: `wait` may let time pass, `send` gives a message to the contact, `data` changes something, `flow` only chooses. */
export type StepKind = 'send' | 'wait' | 'data' | 'flow';

/** What a step type does: pure functions of the step and a view of the run. */
export interface StepBehaviour<S> {
  kind: StepKind;
  /** A free message, which needs an open customer service window. */
  needsWindow?: true;
  begin(step: S, run: RunView): StepOutcome;
  /** Called when what the step waited for has come: its time, a reply, an event, the result of its effect. */
  resume?(step: S, occasion: Occasion, run: RunView): StepOutcome;
  ways(step: S): Way[];
  texts?(step: S): TextField[];
  conditions?(step: S): ConditionField[];
}

/** What every step takes. */
export const stepBase = {
  after: Duration.optional().describe('How long to wait before the step, counted from the end of the previous one.'),
  note: z.string().max(1_000).optional().describe('For people who read the automation.'),
};

/** A step type: its schema and its behaviour. */
export function defineStep<S extends z.ZodType>(
  definition: { schema: S } & StepBehaviour<z.infer<S>>,
): { schema: S } & StepBehaviour<z.infer<S>> {
  return definition;
}

type Discriminable = { _zod: { propValues: z.core.util.PropValues } };

/**
 * A step type that takes one of several forms, told apart by the field that only one of them has. The list of steps tells types
 * apart by `type`, which zod reads off a schema's `propValues`; unions have none of their own.
 */
export function formsOf<const F extends FormsByField>(
  type: string,
  forms: F,
  meta: { id: string; description: string },
): UnionOf<F> & Discriminable {
  const union = unionByField(forms, meta);
  Object.assign(union._zod, { propValues: { type: new Set([type]) } });
  return union as UnionOf<F> & Discriminable;
}

/** The ways out that stand in plain fields of a step; those that are not wired are left out. */
export function waysIn<S extends object>(step: S, ...fields: (keyof S & string)[]): Way[] {
  return fields.flatMap((field) => {
    const to = step[field] as Next | undefined;
    return to === undefined ? [] : [{ at: [field], to }];
  });
}
