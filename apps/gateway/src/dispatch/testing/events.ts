import { contactKey } from '@threadline/contracts';

const workspaceid = '0b9a2c1e-6a57-4f3e-9d57-1f1f3f0a7b11';
const envelope = { specversion: '1.0', source: '/shop', time: '2026-11-01T10:00:00Z', workspaceid };
const contactOf = (phone: string) => ({ phone });

/** The Kafka key of that phone's contact. */
export const keyOfPhone = (phone: string): string => contactKey(workspaceid, contactOf(phone));

/** A cart of that phone's contact. */
export const aCart = (id: string, phone: string) => ({
  ...envelope,
  id,
  type: 'shop.cart.updated',
  data: { contact: contactOf(phone), cartId: 'c-1' },
});

/** A delivery report about a message to that phone. */
export const aStatus = (id: string, phone: string) => ({
  ...envelope,
  id,
  type: 'whatsapp.message.status',
  data: { contact: contactOf(phone), phoneNumberId: '1', messageId: `wamid.${id}`, status: 'sent' },
});
