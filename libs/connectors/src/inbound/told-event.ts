import { identitiesOf, inboundEventSchemaOf, type ContactEvent, type ContactReference } from '@threadline/contracts';
import type { Person } from './person.js';

/** What an outside system told us, in our words. */
export interface ToldEvent {
  type: string;
  /** Derived from the source's own ids: the same news has the same id, however often and by whatever way it comes. */
  id: string;
  /** When it happened, ISO 8601. */
  time: string;
  person: Person;
  /** Of news that name no person, such as a refund: the order it is about, whose contact may be known. */
  orderId?: string;
  data: Record<string, unknown>;
}

/** Where an event came from. */
export interface Origin {
  workspaceId: string;
  /** Names the connection in the event. */
  source: string;
}

/** Why what was told makes no event: `path` is the place in the event. */
export interface NoEvent {
  path: string;
  message: string;
}

/** Whether it is known whom it is about. */
export const namesSomebody = (person: Person): person is ContactReference => identitiesOf(person).length > 0;

/** The event as it goes to Kafka, held to its schema. */
export function toEvent(
  { type, id, time, data }: ToldEvent,
  contact: Person,
  { workspaceId, source }: Origin,
): { ok: true; event: ContactEvent } | ({ ok: false } & NoEvent) {
  const schema = inboundEventSchemaOf(type);
  if (!schema) return { ok: false, path: 'type', message: `"${type}" is no event that Threadline knows` };
  const parsed = schema.safeParse({
    specversion: '1.0',
    id,
    source,
    type,
    time,
    workspaceid: workspaceId,
    data: { ...data, contact },
  });
  if (parsed.success) return { ok: true, event: parsed.data as ContactEvent };
  const [issue] = parsed.error.issues;
  return { ok: false, path: issue?.path.join('.') ?? '', message: issue?.message ?? 'is not valid' };
}
