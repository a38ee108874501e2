import type { AutomationDefinition } from '../language/definition.js';
import { scheduleDue } from '../triggers/schedule.trigger.js';
import { rules } from '../validation/rules/index.js';

/** Templates are taken as the simulation tells them; whether the workspace has them is no matter here. */
const elsewhere = ['template_missing', 'template_not_approved'];

/** What the author should know of the definition itself, a line each. */
export const warningsOf = (definition: AutomationDefinition): string[] => [
  ...rules
    .flatMap((rule) => rule(definition, { templates: [], phraseOwners: [] }))
    .filter(({ severity, code }) => severity === 'warning' && !elsewhere.includes(code))
    .map(({ path, message }) => `${path}: ${message}`),
  ...definition.triggers
    .filter(({ type }) => type === 'schedule')
    .map(
      ({ id }) => `schedule "${id}" fires only where the timeline has an event "${scheduleDue}", data.trigger "${id}"`,
    ),
];
