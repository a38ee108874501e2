import { z } from 'zod';
import { CustomerAddress } from '../customers/customer.js';
import { Card } from './card.js';

/** A button that the customer sees; `kind` tells how a tap is reported. */
export const TappableButton = z.object({
  kind: z.enum(['quick_reply', 'button_reply', 'list_reply', 'call_permission']),
  payload: z.string(),
  title: z.string(),
  description: z.string().optional(),
});
export type TappableButton = z.infer<typeof TappableButton>;

/** What the customer sees of a message. */
const RenderedMessage = z.object({
  text: z.string(),
  buttons: z.array(TappableButton),
  header: z.string().optional(),
  footer: z.string().optional(),
  card: Card.optional(),
  /** The words that open the rows of a list. */
  menu: z.string().optional(),
  /** Buttons that lead elsewhere: no tap on them is reported. */
  links: z.array(z.object({ title: z.string(), url: z.string().optional() })).optional(),
});
export type RenderedMessage = z.infer<typeof RenderedMessage>;

/** A message that WhatsApp accepted: everything it was given, and what the customer sees of it. */
export const LedgerEntry = RenderedMessage.extend({
  wamid: z.string(),
  at: z.iso.datetime(),
  phoneNumberId: z.string(),
  /** Phone in E.164 form, or the user id. */
  to: z.string(),
  address: CustomerAddress,
  type: z.string(),
  template: z.object({ name: z.string(), language: z.string(), category: z.string() }).optional(),
  callbackId: z.string().optional(),
  /** The message it quotes or reacts to. */
  about: z.string().optional(),
  /** The body of the call, as it came. */
  request: z.unknown(),
  /** The statuses that were put on their way; `code` says why it failed. */
  statuses: z.array(z.object({ status: z.string(), at: z.iso.datetime(), code: z.number().optional() })),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

/** How an address is shown. */
export const shown = (address: CustomerAddress): string => ('waId' in address ? `+${address.waId}` : address.userId);

/** A message of a customer was marked as read; `typing` when the customer was shown that an answer is being written. */
export const ReadEntry = z.object({ messageId: z.string(), at: z.iso.datetime(), typing: z.boolean() });
export type ReadEntry = z.infer<typeof ReadEntry>;
