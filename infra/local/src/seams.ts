/** Every Kafka topic of the system. */
export const topics = [
  'threadline.whatsapp.v1',
  'threadline.shop.v1',
  'threadline.ticket.v1',
  'threadline.booking.v1',
  'threadline.integration.v1',
  'threadline.contact.v1',
  'threadline.run.v1',
  'threadline.message.v1',
  'threadline.dead-letter.v1',
] as const;
