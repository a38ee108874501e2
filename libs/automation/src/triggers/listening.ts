import type { AutomationDefinition } from '../language/definition.js';
import { triggerBehaviourOf, type Trigger } from './index.js';

/** News of our own chats that may wake a send which waits for an obstacle to go. */
const wakersOfSends = ['conversation.released', 'conversation.window_opened'];

/** Changes of a contact, after which an audience that failed is looked at again while its grace lasts. */
const changesOfContacts = [
  'contact.tag_added',
  'contact.tag_removed',
  'contact.list_joined',
  'contact.list_left',
  'contact.field_changed',
  'contact.consent_changed',
];

/**
 * The types of every event that may start, arm, move, wake or end a run of an automation. What is in no automation's list can be
 * dropped unseen.
 */
export function eventTypesOf({ triggers, exits, goal, entry, steps }: AutomationDefinition): Set<string> {
  return new Set([
    ...triggers.flatMap(typesOf),
    ...exits.map(({ on }) => on),
    ...(goal ? [goal.on] : []),
    ...Object.values(steps).flatMap((step) => ('event' in step ? [step.event] : [])),
    ...wakersOfSends,
    ...(entry.audience && entry.grace !== undefined ? changesOfContacts : []),
  ]);
}

/** The types of the events that end runs of an automation, or disarm them. Those are kept, for what comes late. */
export function endingTypesOf({ triggers, exits, goal }: AutomationDefinition): Set<string> {
  return new Set([...triggers.flatMap(cancelsOf), ...exits.map(({ on }) => on), ...(goal ? [goal.on] : [])]);
}

const cancelsOf = (trigger: Trigger): string[] => [
  ...('cancelOn' in trigger ? (trigger.cancelOn ?? []) : []),
  ...(triggerBehaviourOf(trigger).disarmsOn?.(trigger) ?? []),
];

function typesOf(trigger: Trigger): string[] {
  const behaviour = triggerBehaviourOf(trigger);
  return [...behaviour.listensTo(trigger), ...(behaviour.rearmsOn?.(trigger) ?? []), ...cancelsOf(trigger)];
}
