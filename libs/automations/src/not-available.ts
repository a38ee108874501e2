import { type AutomationDefinition, pointer, type Problem } from '@threadline/automation';

type Definition = Pick<AutomationDefinition, 'triggers' | 'entry'>;

/** Triggers that the language knows and simulations fire, but nothing fires in production. */
const unfired: ReadonlySet<string> = new Set(['date', 'schedule']);

/** What would silently not act in production keeps an automation from being published; simulations take it. */
export const notAvailable = (definition: Definition): Problem[] => [
  ...definition.triggers.flatMap(({ type }, index) => (unfired.has(type) ? [trigger(type, index)] : [])),
/** Steps whose calls nothing makes in production. Those of connections are not among them: they say so at the step. */
const uncalled: ReadonlySet<string> = new Set(['webhook']);

/** What would silently not act in production keeps an automation from being published; simulations take it. */
export const notAvailable = (definition: Definition): Problem[] => [
  ...Object.entries(definition.steps).flatMap(([id, { type }]) => (uncalled.has(type) ? [step(type, id)] : [])),
  ...(definition.entry.onConflict === 'queue' ? [queue] : []),
  ...(definition.entry.grace !== undefined && definition.triggers.some(firesAtOnce) ? [grace] : []),
];

const firesAtOnce = (one: Definition['triggers'][number]) =>
  !('when' in one) || one.when === undefined || one.when === 'at';

const trigger = (type: string, index: number): Problem => ({
  severity: 'error',
  code: 'trigger_not_available',
  path: pointer('triggers', index),
  message: `triggers of the type "${type}" do not fire yet`,
  fix: 'Use a manual trigger, and start the automation through the API when the time comes.',
const step = (type: string, id: string): Problem => ({
  severity: 'error',
  code: 'step_not_available',
  path: pointer('steps', id),
  message: `steps of the type "${type}" are not performed yet`,
  fix: 'Leave the step out, and listen to the events of the run on Kafka instead.',
});

const queue: Problem = {
  severity: 'error',
  code: 'entry_not_available',
  path: pointer('entry', 'onConflict'),
  message: 'runs cannot wait for the end of another yet',
  fix: 'Use "ignore" or "supersede".',
};

const grace: Problem = {
  severity: 'error',
  code: 'entry_not_available',
  path: pointer('entry', 'grace'),
  message: 'a run that enters at its event cannot be held at the door yet',
  fix: 'Give each trigger a "when", such as { "after": "PT1M" }, or leave the grace out.',
};
