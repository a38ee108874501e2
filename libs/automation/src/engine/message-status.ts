import type { AutomationDefinition } from '../language/definition.js';
import type { MessageStatus, WorldMessage } from './world.js';

/** What WhatsApp tells of a message it was given. */
export type ReportedStatus = 'sent' | 'delivered' | 'read' | 'failed';

/** Each of them says that those before it have been. */
const ladder = ['sent', 'delivered', 'read'] as const;

/** The event by which a run hears of a status of one of its messages. */
export const statusEvent = (status: ReportedStatus): string => `message.${status}`;

/** The status that an event of our own messages tells; undefined for every other event. */
export const statusTold = (type: string): ReportedStatus | undefined =>
  ([...ladder, 'failed'] as const).find((status) => statusEvent(status) === type);

/** What a run hears when a status rises: the steps on the way too, since WhatsApp may leave them out or tell them later. */
export function statusesPassed(from: MessageStatus, to: ReportedStatus): ReportedStatus[] {
  if (to === 'failed') return ['failed'];
  return ladder.slice(rungOf(from) + 1, rungOf(to) + 1);
}

/** Whether a message has got as far as a status. */
export const hasReached = ({ status }: WorldMessage, awaited: ReportedStatus): boolean =>
  awaited === 'failed' ? status === 'failed' : rungOf(status) >= rungOf(awaited);

const rungOf = (status: MessageStatus): number => (ladder as readonly string[]).indexOf(status);

/** Whether runs of an automation wait for statuses of their messages. */
export const waitsForStatuses = ({ steps }: Pick<AutomationDefinition, 'steps'>): boolean =>
  Object.values(steps).some((step) => step.type === 'wait_for' && statusTold(step.event) !== undefined);
