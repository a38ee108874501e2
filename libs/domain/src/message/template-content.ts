import { z } from 'zod';
import { Place } from './free-content.js';
import { messageLimits as limits } from './limits.js';
import { headerMediaKinds, mediaSources } from './media.js';
import { words } from './words.js';

/** ISO 4217. */
export const CurrencyCode = z.string().regex(/^[A-Z]{3}$/, 'is not a currency such as EUR');

/** What a variable of a template stands for: words, an amount in the contact's notation, or a moment in words. */
export const VariableValue = z.union([
  words(limits.variable),
  z.object({
    currency: CurrencyCode,
    amount1000: z.number().int().describe('The amount times 1,000.'),
    /** Shown where WhatsApp has no notation of its own. */
    fallback: words(limits.variable),
  }),
  z.object({ dateTime: words(limits.variable) }),
]);
export type VariableValue = z.infer<typeof VariableValue>;

const variableName = z.string().min(1).max(100);
/** Values by variable: positional ones are called `1`, `2`, …, others are sent by name. */
const Variables = z.record(variableName, VariableValue);

const HeaderMedia = z.object({ kind: z.literal('media'), media: z.enum(headerMediaKinds) });
/** What fills a template's header. */
export const TemplateHeader = z.union([
  z.object({ kind: z.literal('text'), variables: z.record(variableName, words(limits.header)) }),
  ...mediaSources.map((source) => HeaderMedia.extend(source.shape)),
  Place.extend({ kind: z.literal('location') }),
] as const);
export type TemplateHeader =
  | { kind: 'text'; variables: Record<string, string> }
  | ({ kind: 'media'; media: (typeof headerMediaKinds)[number] } & ({ link: string } | { id: string }))
  | ({ kind: 'location' } & Place);

const index = z
  .number()
  .int()
  .min(0)
  .max(limits.templateButtons - 1);
const productId = words(100);

/** What comes back when a quick reply is tapped. */
export const Payload = words(256);
/** The end of a button's address. */
export const UrlSuffix = words(limits.link);
/** What a button copies. */
export const CouponCode = words(limits.couponCode);

/**
 * What fills a template's button: a quick reply's payload, the end of an address, a code to copy, what a flow is opened with, the
 * product that stands for the catalogue, or products to choose from.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components
 */
export const TemplateButton = z.union([
  z.object({ index, payload: Payload }),
  z.object({ index, urlSuffix: UrlSuffix }),
  z.object({ index, couponCode: CouponCode }),
  z.object({ index, flowToken: words(limits.flowToken), flowData: z.record(z.string(), z.unknown()).optional() }),
  z.object({
    index,
    thumbnail: productId,
    sections: z
      .array(z.object({ title: words(limits.sectionTitle), products: z.array(productId).min(1).max(limits.products) }))
      .min(1)
      .max(limits.sections)
      .refine((sections) => sections.flatMap(({ products }) => products).length <= limits.products, {
        message: `has over ${limits.products} products in all`,
      })
      .optional()
      .describe('Without them the button opens the catalogue.'),
  }),
]);
export type TemplateButton = z.infer<typeof TemplateButton>;

export const TemplateContent = z.object({
  kind: z.literal('template'),
  name: z.string().min(1).max(limits.templateName),
  language: z.string().min(2).max(20),
  variables: Variables.default({}),
  header: TemplateHeader.optional(),
  buttons: z.array(TemplateButton).max(limits.templateButtons).optional(),
});
