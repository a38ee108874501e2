import type { ContactDetails } from '@threadline/persistence';
import type { Contact } from './contact.schemas.js';

export const contactView = (contact: ContactDetails): Contact => ({
  id: contact.id,
  identities: contact.identities,
  firstName: contact.firstName,
  lastName: contact.lastName,
  language: contact.language,
  timeZone: contact.timeZone,
  tags: contact.tags,
  fields: contact.fields,
  consent: {
    marketing: contact.marketingConsent,
    at: contact.consentAt?.toISOString() ?? null,
    via: contact.consentVia,
  },
  blocked: contact.blocked,
  createdAt: contact.createdAt.toISOString(),
});
