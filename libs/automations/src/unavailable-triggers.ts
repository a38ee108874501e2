import { type AutomationDefinition, pointer, type Problem } from '@threadline/automation';

/** Triggers that the language knows and simulations fire, but nothing fires in production. */
const unavailable: ReadonlySet<string> = new Set(['date', 'schedule']);

/** A trigger that would silently never fire keeps an automation from being published. */
export const unavailableTriggers = ({ triggers }: Pick<AutomationDefinition, 'triggers'>): Problem[] =>
  triggers.flatMap(({ type }, index): Problem[] =>
    unavailable.has(type)
      ? [
          {
            severity: 'error',
            code: 'trigger_not_available',
            path: pointer('triggers', index),
            message: `triggers of the type "${type}" do not fire yet`,
            fix: 'Use a manual trigger, and start the automation through the API when the time comes.',
          },
        ]
      : [],
  );
