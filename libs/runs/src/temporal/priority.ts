import type { AutomationDefinition } from '@threadline/automation';

/** Temporal's priority keys: the lower goes first where work is backlogged. 3 is that of whatever names none. */
const priorities = { conversation: 2, other: 3, marketing: 4 } as const;

const isHeard = new Set(['customer_message', 'outside_hours', 'holiday']);
const hears = new Set(['customer_response', 'ai_operator']);

/**
 * How early a run's work is done when much is due at once. Runs that talk with a contact, who looks at the phone, go before those that
 * only tell something, and marketing comes last.
 */
export function priorityOf({ triggers, steps, settings }: AutomationDefinition): number {
  const isConversation =
    triggers.some(({ type }) => isHeard.has(type)) || Object.values(steps).some(({ type }) => hears.has(type));
  if (isConversation) return priorities.conversation;
  return settings.category === 'marketing' ? priorities.marketing : priorities.other;
}
