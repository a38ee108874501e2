import type { OutboundEvent } from '@threadline/contracts';
import type { Source } from './narrator.js';

/** Whose line an event is. */
export const sourceOf = ({ type }: OutboundEvent): Source => type.slice(0, type.indexOf('.')) as Source;

/** An event of Threadline in words. */
export function wordsOf(event: OutboundEvent): string {
  switch (event.type) {
    case 'contact.created':
      return 'is a new contact';
    case 'contact.tag_added':
      return `has the tag ${event.data.tag} now`;
    case 'contact.opted_out':
      return 'wants no marketing any more';
    case 'run.armed':
      return `is armed: enters at ${event.data.until.slice(11, 19)} UTC unless an order comes`;
    case 'run.disarmed':
      return 'is disarmed: it never entered';
    case 'run.entered':
      return 'enters';
    case 'run.refused':
      return `is refused: ${event.data.reason}`;
    case 'run.completed':
    case 'run.exited':
      return `${event.type === 'run.exited' ? 'exits' : 'is completed'}: ${event.data.reason}`;
    case 'run.converted':
      return `is credited with ${event.data.orderId}`;
    case 'message.received':
      return 'has come in';
    case 'message.failed':
    case 'message.skipped':
      return `${event.data.step ?? ''}: ${statusOf(event)}, ${event.data.reason}`;
    case 'message.accepted':
    case 'message.sent':
    case 'message.delivered':
    case 'message.read':
    case 'message.unknown':
      return `${event.data.step ?? ''}: ${statusOf(event)}`;
  }
}

const statusOf = ({ type }: OutboundEvent): string => type.slice(type.indexOf('.') + 1);
