import { z } from 'zod';

const text = z.string().min(1).max(254);
const typed = <S extends z.ZodRawShape>(shape: S) => z.looseObject({ type: text.optional(), ...shape });

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/contacts-messages */
export const ContactCard = z.looseObject({
  name: z
    .looseObject({ formatted_name: text })
    .refine((name) => Object.keys(name).length > 1, { message: 'needs one more part of the name' }),
  phones: z.array(typed({ phone: text })).optional(),
  emails: z.array(typed({ email: text })).optional(),
  urls: z.array(typed({ url: text })).optional(),
});
