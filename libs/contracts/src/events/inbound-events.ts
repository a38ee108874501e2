import { z } from 'zod';
import { topic, type Topic } from '../topics.js';
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

/** The types the dispatcher understands, for clear errors. */
export const inboundEventTypes: readonly string[] = [
  ...named.map((schema) => schema.shape.type.value),
  ...Object.keys(open).map((family) => `${family}.<name>`),
];

const schemaOfType = new Map<string, z.ZodType<InboundEvent>>(
  named.map((schema) => [schema.shape.type.value, schema as z.ZodType<InboundEvent>]),
);
const schemaOfFamily = new Map<string, z.ZodType<InboundEvent>>(Object.entries(open));
const familyOf = (type: string) => type.slice(0, Math.max(type.indexOf('.'), 0));

/** The schema of an event by its type. Undefined for a type the dispatcher does not understand. */
export const inboundEventSchemaOf = (type: string): z.ZodType<InboundEvent> | undefined =>
  schemaOfType.get(type) ?? schemaOfFamily.get(familyOf(type));

const topicOfFamily: Readonly<Record<string, Topic>> = {
  whatsapp: topic.whatsapp,
  shop: topic.shop,
  ticket: topic.ticket,
  booking: topic.booking,
  contact: topic.contact,
  conversation: topic.contact,
};

/** The topic an inbound event travels on, by the first word of its type. */
export const topicOf = (type: InboundEventType): Topic => topicOfFamily[familyOf(type)] ?? topic.integration;
