import { randomBytes } from 'node:crypto';

/** A new message id in WhatsApp's form. */
export const newWamid = (): string => `wamid.${randomBytes(30).toString('base64')}`;
