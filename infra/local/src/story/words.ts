import type { OutboundEvent } from '@threadline/contracts';

type EventType = OutboundEvent['type'];
type DataOf<T extends EventType> = Extract<OutboundEvent, { type: T }>['data'];
type Words = { readonly [T in EventType]?: (data: DataOf<T>) => string };

const timeOf = (instant: string): string => `${instant.slice(11, 19)} UTC`;

/** What the story's events say; an event that is not here is told by its type. */
const words: Words = {
  'contact.created': () => 'is a new contact',
  'contact.tag_added': ({ tag }) => `has the tag ${tag} now`,
  'contact.opted_out': () => 'wants no marketing any more',
  'run.armed': ({ until }) => `is armed: enters at ${timeOf(until)} unless an order comes`,
  'run.disarmed': () => 'is disarmed: it never entered',
  'run.entered': () => 'enters',
  'run.step': ({ step }) => `begins ${step}`,
  'run.refused': ({ reason }) => `is refused: ${reason}`,
  'run.completed': ({ reason }) => `is completed: ${reason}`,
  'run.exited': ({ reason }) => `exits: ${reason}`,
  'run.converted': ({ orderId }) => `is credited with ${orderId}`,
  'message.received': () => 'has come in',
  'message.accepted': ({ step }) => `${step ?? ''}: accepted by WhatsApp`,
  'message.sent': ({ step }) => `${step ?? ''}: sent`,
  'message.delivered': ({ step }) => `${step ?? ''}: delivered`,
  'message.read': ({ step }) => `${step ?? ''}: read`,
  'message.failed': ({ step, reason }) => `${step ?? ''}: failed, ${reason}`,
  'message.skipped': ({ step, reason }) => `${step ?? ''}: skipped, ${reason}`,
};

/** Whose line an event is. */
export const sourceOf = ({ type }: OutboundEvent): string => type.slice(0, type.indexOf('.'));

/** An event of Threadline in words. */
export function wordsOf({ type, data }: OutboundEvent): string {
  const tell = words[type] as ((told: typeof data) => string) | undefined;
  return tell?.(data) ?? type.slice(type.indexOf('.') + 1).replaceAll('_', ' ');
}
