import { z } from 'zod';

/** WhatsApp's id of a number. */
export const PhoneNumberId = z.string().min(1).max(100);

const facts = {
  phoneNumberId: PhoneNumberId.describe('WhatsApp`s id of the number'),
  wabaId: z.string().describe('WhatsApp`s id of the business account'),
  displayPhone: z.string(),
  messagesPerSecond: z.number().int().describe('What WhatsApp lets the number send; a fifth is kept for answers'),
  quality: z.string().nullable().describe('WhatsApp`s last word on it'),
  messagingLimit: z.string().nullable(),
  hasAccessToken: z.boolean().describe('Whether calls for it carry a token of its own'),
  hasAppSecret: z.boolean().describe('Whether its webhooks are signed with a secret of its own'),
};
const example = {
  phoneNumberId: '100000000000001',
  wabaId: '200000000000001',
  displayPhone: '+390212345678',
  messagesPerSecond: 80,
  quality: null,
  messagingLimit: 'TIER_2K',
  hasAccessToken: true,
  hasAppSecret: false,
};

/** A WhatsApp number of the workspace, without its secrets. */
export const WhatsAppNumber = z.object(facts).meta({ id: 'WhatsAppNumber', examples: [example] });
export const WhatsAppNumbers = z
  .object({ data: z.array(WhatsAppNumber).describe('Oldest first') })
  .meta({ id: 'WhatsAppNumbers', examples: [{ data: [example] }] });

const secret = z.string().min(1).max(2_000).nullable().optional();

/** Secrets of a number. What is left out stays; null forgets it, and that of the whole installation is used again. */
export const ChangeNumberSecrets = z
  .strictObject({
    accessToken: secret.describe('The token of a system user with the number`s permissions'),
    appSecret: secret.describe('The secret of the app whose webhooks tell of the number'),
  })
  .refine((given) => Object.keys(given).length > 0, { message: 'names no secret' })
  .meta({ id: 'ChangeNumberSecrets', examples: [{ accessToken: 'EAAG…' }] });
export type ChangeNumberSecrets = z.infer<typeof ChangeNumberSecrets>;
