import { type AutomationDefinition, pointer, type Problem } from '@threadline/automation';

type Definition = Pick<AutomationDefinition, 'triggers' | 'entry'>;

/** What would silently not act in production keeps an automation from being published; simulations take it. */
export const notAvailable = (definition: Definition): Problem[] => [
  ...(definition.entry.onConflict === 'queue' ? [queue] : []),
  ...(definition.entry.grace !== undefined && definition.triggers.some(firesAtOnce) ? [grace] : []),
];

const firesAtOnce = (one: Definition['triggers'][number]) =>
  !('when' in one) || one.when === undefined || one.when === 'at';

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
