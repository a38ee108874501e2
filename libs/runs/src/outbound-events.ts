import { eventIdOf, type OutboundEvent } from '@threadline/contracts';
import type { Run } from '@threadline/persistence';

export type EventType = OutboundEvent['type'];
export type DataOf<T extends EventType> = Extract<OutboundEvent, { type: T }>['data'];
type RunEventType = Extract<EventType, `run.${string}`>;

interface About {
  workspaceId: string;
  at: number;
  causationDepth?: number;
}

/** An event of ours. `occurrence` tells this one from others of its type about the same thing, so that a repeat has the same id. */
export function outboundEvent<T extends EventType>(
  type: T,
  data: DataOf<T>,
  about: About & { occurrence: string },
): OutboundEvent {
  return {
    specversion: '1.0',
    id: eventIdOf(type, about.occurrence),
    source: 'threadline',
    type,
    time: new Date(about.at).toISOString(),
    workspaceid: about.workspaceId,
    causationdepth: about.causationDepth ?? 0,
    data,
  } as OutboundEvent;
}

/** A contact is known from now on. */
export const contactCreated = (contactId: string, about: About): OutboundEvent =>
  outboundEvent('contact.created', { contactId }, { ...about, occurrence: contactId });

type OwnData<T extends RunEventType> = Omit<DataOf<T>, 'runId' | 'contactId' | 'automationId' | 'version' | 'key'>;
export type RunIdentity = Pick<
  Run,
  'id' | 'workspaceId' | 'contactId' | 'automationId' | 'version' | 'key' | 'causationDepth'
>;

/** An event about a run; it carries one automation more in its causes than what started the run. */
export function runEvent<T extends RunEventType>(
  type: T,
  run: RunIdentity,
  about: { at: number; occurrence?: string; data: OwnData<T> },
): OutboundEvent {
  const data = {
    runId: run.id,
    contactId: run.contactId,
    automationId: run.automationId,
    version: run.version,
    ...(run.key !== '' && { key: run.key }),
    ...about.data,
  } as unknown as DataOf<T>;
  return outboundEvent(type, data, {
    workspaceId: run.workspaceId,
    at: about.at,
    causationDepth: run.causationDepth + 1,
    occurrence: `${run.id}/${about.occurrence ?? ''}`,
  });
}
