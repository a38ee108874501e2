import { z } from 'zod';
import { familyOf } from '../topics.js';
import { bookingEventSchemas } from './booking-events.js';
import { IntegrationEvent, OwnContactEvent, OwnConversationEvent } from './open-events.js';
import { shopEventSchemas } from './shop-events.js';
import { ticketEventSchemas } from './ticket-events.js';
import { VoiceCallEnded } from './voice-events.js';
import { whatsAppAccountEvents, type WhatsAppAccountEvent } from './whatsapp-account-events.js';
import { whatsAppContactEvents } from './whatsapp-events.js';

/** Events whose type is known word for word. */
const named = [
  ...whatsAppContactEvents,
  ...whatsAppAccountEvents,
  ...shopEventSchemas,
  ...bookingEventSchemas,
  ...ticketEventSchemas,
  VoiceCallEnded,
] as const;

/** Events of which the first word of the type is known. */
const open = { integration: IntegrationEvent, contact: OwnContactEvent, conversation: OwnConversationEvent } as const;

/** Every event the dispatcher understands. A type that is not here is dead-lettered as unknown. */
export const InboundEvent = z.union([...named, open.integration, open.contact, open.conversation]);
export type InboundEvent = z.infer<typeof InboundEvent>;
export type InboundEventType = InboundEvent['type'];

/** An inbound event that is about a contact. */
export type ContactEvent = Exclude<InboundEvent, WhatsAppAccountEvent>;

/** The schema of each type the dispatcher understands; `integration.<name>` and its like stand for every type of their family. */
export const inboundEvents: ReadonlyMap<string, z.ZodType<InboundEvent>> = new Map([
  ...named.map((schema) => [schema.shape.type.value, schema as z.ZodType<InboundEvent>] as const),
  ...Object.entries(open).map(([family, schema]) => [`${family}.<name>`, schema] as const),
]);

/** The types the dispatcher understands, for clear errors. */
export const inboundEventTypes: readonly string[] = [...inboundEvents.keys()];

const compiled = new Map<string, z.ZodType<InboundEvent>>();

/**
 * The schema of an event by its type. Undefined for a type the dispatcher does not understand. Every event from Kafka passes it:
 * it is compiled when the first event of its type comes, since compiling all would make every start wait.
 */
export function inboundEventSchemaOf(type: string): z.ZodType<InboundEvent> | undefined {
  const name = inboundEvents.has(type) ? type : `${familyOf(type)}.<name>`;
  const known = compiled.get(name);
  const schema = inboundEvents.get(name);
  if (known || !schema) return known;
  const fresh = z.compile(schema, { strict: true });
  compiled.set(name, fresh);
  return fresh;
}
