import { type AutomationDefinition, pointer, type Problem } from '@threadline/automation';

type Definition = Pick<AutomationDefinition, 'triggers'>;

/** Triggers that the language knows and simulations fire, but nothing fires in production. */
const unfired: ReadonlySet<string> = new Set(['date', 'schedule']);

/** What would silently not act in production keeps an automation from being published; simulations take it. */
export const notAvailable = ({ triggers }: Definition): Problem[] =>
  triggers.flatMap(({ type }, index) => (unfired.has(type) ? [trigger(type, index)] : []));

const trigger = (type: string, index: number): Problem => ({
  severity: 'error',
  code: 'trigger_not_available',
  path: pointer('triggers', index),
  message: `triggers of the type "${type}" do not fire yet`,
  fix: 'Use a manual trigger, and start the automation through the API when the time comes.',
});
