import { parseJson, type InboundContent } from '@threadline/contracts';
import { z } from 'zod';
import { given, one, OptionalText, WebhookText } from './webhook-text.js';

const OptionalWords = WebhookText.pipe(z.string().max(1_000)).optional().catch(undefined);
const OptionalNumber = z.coerce.number().optional().catch(undefined);

/** The answers of a form come as a JSON text that only the form's author knows; one that is no object has none. */
const Answers = z.string().transform((text): Record<string, unknown> => {
  const parsed = parseJson(Buffer.from(text));
  const value = parsed.ok ? parsed.value : undefined;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
});

/** What comes back from a form (flow). https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/interactive */
export const flowReply = z
  .object({ name: OptionalWords, body: OptionalText.catch(undefined), response_json: Answers.catch({}) })
  .transform(({ name, body, response_json }): InboundContent =>
    given({ kind: 'flow_reply', name, text: body, data: response_json }),
  );

const Item = z
  .object({
    product_retailer_id: WebhookText.pipe(z.string().max(1_000)),
    quantity: OptionalNumber,
    item_price: OptionalNumber,
    currency: WebhookText.pipe(z.string().max(10)).optional().catch(undefined),
  })
  .transform(({ product_retailer_id: productId, item_price: price, quantity, currency }) =>
    given({ productId, quantity, price, currency }),
  );

/** An order from WhatsApp's catalogue. https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/order */
export const orderContent = one(
  'order',
  z.object({ catalog_id: OptionalWords, text: OptionalText.catch(undefined), product_items: z.array(Item).max(300) }),
).transform(({ order }): InboundContent =>
  given({ kind: 'order', catalogId: order.catalog_id, text: order.text, items: order.product_items }),
);

const someOf = (part: 'phone' | 'email') =>
  z
    .array(z.looseObject({ [part]: OptionalWords }))
    .max(50)
    .transform((entries) => entries.map((entry) => entry[part]).filter((text) => typeof text === 'string'))
    .optional()
    .catch(undefined);

const Card = z
  .object({
    name: z.object({ formatted_name: OptionalWords }).optional().catch(undefined),
    phones: someOf('phone'),
    emails: someOf('email'),
    org: z.object({ company: OptionalWords }).optional().catch(undefined),
  })
  .transform(({ name, phones, emails, org }) =>
    given({ name: name?.formatted_name, phones, emails, organisation: org?.company }),
  );

/** Contact cards. https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/contacts */
export const sharedContacts = one('contacts', z.array(Card).max(300)).transform(({ contacts }): InboundContent => ({
  kind: 'contacts',
  contacts,
}));
