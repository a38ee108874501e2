/**
 * What WhatsApp takes at most: characters of a text, or pieces of a list.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages and the pages below it;
 * where a page and Meta's OpenAPI differ, the smaller.
 */
export const messageLimits = {
  text: 4_096,
  caption: 1_024,
  fileName: 240,
  link: 2_000,
  place: 1_000,
  cards: 10,
  /** The text of a message with buttons, a list or a link. */
  body: 1_024,
  header: 60,
  footer: 60,
  buttons: 3,
  buttonId: 256,
  buttonTitle: 20,
  sections: 10,
  sectionTitle: 24,
  /** Over all sections. */
  rows: 10,
  rowId: 200,
  rowTitle: 24,
  rowDescription: 72,
  templateName: 512,
  variable: 1_024,
  templateButtons: 10,
  couponCode: 20,
  flowToken: 200,
  products: 30,
} as const;
