import { z } from 'zod';

const text = z.string().max(65_536);
const words = z.string().max(1_000);

/** A contact card that was sent: somebody's name, and how to reach them. */
const ContactCard = z.object({
  name: words.optional(),
  phones: z.array(words).max(50).optional(),
  emails: z.array(words).max(50).optional(),
  organisation: words.optional(),
});

/** A line of an order that was put together in WhatsApp's catalogue. `price` is that of one piece. */
const OrderedItem = z.object({
  productId: words,
  quantity: z.number().finite().optional(),
  price: z.number().finite().optional(),
  currency: z.string().max(10).optional(),
});

/** What a contact sent. Button payloads are ours: they were chosen when the button was sent. */
export const InboundContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text }),
  z.object({ kind: z.literal('button'), payload: text, text }),
  z.object({ kind: z.literal('list_reply'), id: text, title: text, description: text.optional() }),
  /** A form (flow) that was filled in; `data` are its answers. */
  z.object({
    kind: z.literal('flow_reply'),
    name: words.optional(),
    text: text.optional(),
    data: z.record(z.string(), z.unknown()),
  }),
  z.object({
    kind: z.literal('media'),
    media: z.enum(['image', 'video', 'audio', 'document', 'sticker']),
    mediaId: z.string(),
    mimeType: z.string().optional(),
    caption: text.optional(),
    fileName: text.optional(),
  }),
  z.object({
    kind: z.literal('location'),
    latitude: z.number(),
    longitude: z.number(),
    name: text.optional(),
    address: text.optional(),
  }),
  z.object({ kind: z.literal('contacts'), contacts: z.array(ContactCard).max(300) }),
  z.object({
    kind: z.literal('order'),
    catalogId: words.optional(),
    text: text.optional(),
    items: z.array(OrderedItem).max(300),
  }),
  z.object({ kind: z.literal('reaction'), emoji: z.string().optional(), messageId: z.string() }),
  z.object({ kind: z.literal('unsupported'), type: z.string() }),
]);
export type InboundContent = z.infer<typeof InboundContent>;

/** The ad or post from which a contact began to write (click-to-WhatsApp). */
export const Referral = z.object({
  sourceType: words.optional(),
  sourceId: words.optional(),
  sourceUrl: text.optional(),
  headline: text.optional(),
  body: text.optional(),
  /** Meta's id of the click, for its conversions API. */
  clickId: words.optional(),
});
export type Referral = z.infer<typeof Referral>;
