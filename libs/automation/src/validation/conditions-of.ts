import type { Comparison, Condition, WorldFact } from '../conditions/condition.js';
import type { AutomationDefinition } from '../language/definition.js';
import { behaviourOf } from '../steps/index.js';

/** A comparison or fact inside a definition, and where it stands. Filters see an event, conditions the contact and the run. */
export interface Leaf {
  at: readonly (string | number)[];
  on: 'event' | 'run';
  leaf: Comparison | WorldFact;
}

interface Found {
  at: readonly (string | number)[];
  on: Leaf['on'];
  condition: Condition | undefined;
}

/** Every comparison and fact of a definition. */
export function leavesOf(definition: AutomationDefinition): Leaf[] {
  return [...entryConditions(definition), ...stepConditions(definition)].flatMap(({ at, on, condition }) =>
    condition ? flatten(condition, { at, on }) : [],
  );
}

function entryConditions({ entry, triggers, exits, goal }: AutomationDefinition): Found[] {
  return [
    { at: ['entry', 'audience'], on: 'run', condition: entry.audience },
    ...triggers.map((trigger, index): Found => ({
      at: ['triggers', index, 'filter'],
      on: 'event',
      condition: 'filter' in trigger ? trigger.filter : undefined,
    })),
    ...triggers.map((trigger, index): Found => ({
      at: ['triggers', index, 'audience'],
      on: 'run',
      condition: 'audience' in trigger ? trigger.audience : undefined,
    })),
    ...exits.map(({ filter }, index): Found => ({ at: ['exits', index, 'filter'], on: 'event', condition: filter })),
    { at: ['goal', 'filter'], on: 'event', condition: goal?.filter },
  ];
}

const stepConditions = ({ steps }: AutomationDefinition): Found[] =>
  Object.entries(steps).flatMap(([stepId, step]) =>
    (behaviourOf(step).conditions?.(step) ?? []).map(({ at, on, condition }) => ({
      at: ['steps', stepId, ...at],
      on,
      condition,
    })),
  );

function flatten(condition: Condition, { at, on }: Pick<Leaf, 'at' | 'on'>): Leaf[] {
  if ('all' in condition)
    return condition.all.flatMap((part, index) => flatten(part, { at: [...at, 'all', index], on }));
  if ('any' in condition)
    return condition.any.flatMap((part, index) => flatten(part, { at: [...at, 'any', index], on }));
  if ('not' in condition) return flatten(condition.not, { at: [...at, 'not'], on });
  return [{ at, on, leaf: condition }];
}
