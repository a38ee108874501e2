/** Kafka topics by meaning. Inbound topics carry what happened outside, outbound ones what Threadline did. */
export const topic = {
  whatsapp: 'threadline.whatsapp.v1',
  shop: 'threadline.shop.v1',
  ticket: 'threadline.ticket.v1',
  booking: 'threadline.booking.v1',
  integration: 'threadline.integration.v1',
  contact: 'threadline.contact.v1',
  run: 'threadline.run.v1',
  message: 'threadline.message.v1',
  deadLetter: 'threadline.dead-letter.v1',
} as const;

/** The name of a Kafka topic of ours. */
export type Topic = (typeof topic)[keyof typeof topic];

/** Topics whose events the dispatcher consumes. Our own news of contacts and tickets are among them: they start automations too. */
export const inboundTopics = [
  topic.whatsapp,
  topic.shop,
  topic.ticket,
  topic.booking,
  topic.integration,
  topic.contact,
] as const;

/** Every topic, for whoever creates them. */
export const topics: readonly Topic[] = Object.values(topic);

const topicOfFamily: Readonly<Record<string, Topic>> = {
  whatsapp: topic.whatsapp,
  shop: topic.shop,
  ticket: topic.ticket,
  booking: topic.booking,
  contact: topic.contact,
  conversation: topic.contact,
  run: topic.run,
  message: topic.message,
};

/** The topic an event travels on, by the first word of its type; what only connected systems tell shares one. */
export const topicOf = (type: string): Topic => topicOfFamily[familyOf(type)] ?? topic.integration;

/** The first word of an event's type; empty when it has no dot. */
export const familyOf = (type: string): string => type.slice(0, Math.max(type.indexOf('.'), 0));
