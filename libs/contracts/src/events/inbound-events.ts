import { z } from 'zod';
import { topic, type Topic } from '../topics.js';
import { ShopCartUpdated, ShopOrderPlaced } from './shop-events.js';
import { WhatsAppMessageReceived, WhatsAppMessageStatus, WhatsAppTemplateStatus } from './whatsapp-events.js';

/** Every event the dispatcher understands. A type that is not here is dead-lettered as unknown. */
export const InboundEvent = z.discriminatedUnion('type', [
  WhatsAppMessageReceived,
  WhatsAppMessageStatus,
  WhatsAppTemplateStatus,
  ShopCartUpdated,
  ShopOrderPlaced,
]);
export type InboundEvent = z.infer<typeof InboundEvent>;
export type InboundEventType = InboundEvent['type'];

/** An inbound event that is about a contact. */
export type ContactEvent = Exclude<InboundEvent, WhatsAppTemplateStatus>;

/** The types the dispatcher understands, for clear errors. */
export const inboundEventTypes: readonly string[] = InboundEvent.options.map((option) => option.shape.type.value);

const topicOfFamily: Readonly<Record<string, Topic>> = { whatsapp: topic.whatsapp, shop: topic.shop };

/** The topic an inbound event travels on, by the first word of its type. */
export function topicOf(type: InboundEventType): Topic {
  return topicOfFamily[type.slice(0, type.indexOf('.'))] ?? topic.integration;
}
