import { ContactReference } from '@threadline/contracts';
import { TimeZone } from '@threadline/domain';
import { z } from 'zod';
import { FieldName } from '../fields/field.schemas.js';

const most = 100;
const Tag = z.string().trim().min(1).max(100);
const FieldValue = z.union([z.string().max(2_000), z.number(), z.boolean(), z.null()]);

/** A contact by at least one identity, and what is to be known of the person. */
export const SaveContact = ContactReference.safeExtend({
  timeZone: TimeZone.optional(),
  tags: z.array(Tag).max(most).default([]).describe('Added to the tags the contact has'),
  fields: z
    .record(FieldName, FieldValue)
    .refine((fields) => Object.keys(fields).length <= most, { message: `has more than ${most} fields` })
    .default({})
    .describe('Set on the contact; fields that are not named stay. A defined field takes what its type takes'),
  consent: z
    .strictObject({ marketing: z.literal('given').describe('The contact agreed to marketing messages') })
    .optional()
    .describe('Consent that you hold proof of; it is recorded as given through the API now'),
})
  .strict()
  .meta({
    id: 'SaveContact',
    examples: [
      {
        phone: '+390212345678',
        firstName: 'Ada',
        timeZone: 'Europe/Rome',
        tags: ['vip'],
        fields: { birthday: '1990-02-28' },
        consent: { marketing: 'given' },
      },
    ],
  });
export type SaveContact = z.infer<typeof SaveContact>;

/** What proves that a contact wants marketing, or no more. */
export const ConsentWords = z
  .strictObject({ text: z.string().trim().min(1).max(2_000).optional().describe("The contact's words, kept as proof") })
  .default({})
  .meta({ id: 'ConsentWords', examples: [{ text: 'Asked for it on the phone' }] });
export type ConsentWords = z.infer<typeof ConsentWords>;

export const Contact = z
  .object({
    id: z.uuid(),
    identities: z.array(z.object({ kind: z.string(), value: z.string() })).describe('Ways to recognise the contact'),
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    language: z.string().nullable(),
    timeZone: z.string().nullable().describe('Own zone; without it the one of the country or the workspace counts'),
    tags: z.array(z.string()),
    fields: z.record(z.string(), z.unknown()),
    consent: z.object({
      marketing: z.enum(['given', 'withdrawn', 'unknown']),
      at: z.iso.datetime().nullable(),
      via: z.string().nullable().describe('What proves it'),
    }),
    blocked: z.boolean(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Contact' });
export type Contact = z.infer<typeof Contact>;

export const SavedContact = Contact.extend({ created: z.boolean().describe('Whether the contact is new') }).meta({
  id: 'SavedContact',
});
export type SavedContact = z.infer<typeof SavedContact>;
