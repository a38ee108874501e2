import { EventType, Path } from '@threadline/automation';
import { z } from 'zod';

const families = /^(integration|shop|ticket|booking)\./;

/** What an integration may tell. */
const Told = EventType.refine((type) => families.test(type), {
  message: 'must begin with integration., shop., ticket. or booking.',
});

const EventRule = z.union([
  Told.describe('Everything that comes is this event'),
  z
    .strictObject({
      path: Path.describe('Where the body names what happened'),
      types: z
        .record(z.string().min(1).max(200), Told)
        .refine((types) => Object.keys(types).length <= 100, { message: 'has more than 100 entries' })
        .describe('The event for each name; what has another name is let go'),
    })
    .describe('What happened decides the event'),
]);

const identities = ['phone', 'email', 'externalId', 'whatsappUserId'] as const;

const ContactPaths = z
  .strictObject({
    phone: Path.optional(),
    email: Path.optional(),
    externalId: Path.optional(),
    whatsappUserId: Path.optional(),
    firstName: Path.optional(),
    lastName: Path.optional(),
    language: Path.optional(),
    timeZone: Path.optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'is not a country; write its two letters, such as IT')
      .optional()
      .describe('Country of phone numbers that are written without one'),
  })
  .refine((paths) => identities.some((identity) => paths[identity] !== undefined), {
    message: `needs at least one of ${identities.join(', ')}`,
  });

/** How webhooks of any system become events: where in its bodies things stand. Paths are dotted, array items by number. */
export const IntegrationSettings = z
  .strictObject({
    auth: z
      .enum(['standard_webhooks', 'bearer'])
      .describe(
        'How the sender proves itself: a signature by Standard Webhooks, or `Authorization: Bearer` with the secret',
      ),
    event: EventRule,
    id: Path.optional().describe(
      'Where the body names the event; else the header `webhook-id` names it, else the whole body does, and the same body again is a repeat',
    ),
    time: Path.optional().describe(
      'Where the body says when it happened, in ISO 8601 or epoch seconds; else it is when it came',
    ),
    contact: ContactPaths.describe('Where the body says whom it is about'),
    data: z
      .record(Path, Path)
      .refine((data) => Object.keys(data).length <= 100, { message: 'has more than 100 entries' })
      .optional()
      .describe(
        "Where the parts of the event's data stand, by their dotted name; numbers become texts where the name ends in id. Without it the body is the data",
      ),
  })
  .meta({ id: 'IntegrationSettings' });
export type IntegrationSettings = z.infer<typeof IntegrationSettings>;

export const IntegrationSecrets = z
  .strictObject({
    secret: z
      .string()
      .min(24)
      .max(500)
      .regex(/^[\x21-\x7e]+$/, 'must be printable characters without spaces')
      .describe('The bearer token, or the key of the signatures: `whsec_` and base64'),
  })
  .meta({ id: 'IntegrationSecrets' });
export type IntegrationSecrets = z.infer<typeof IntegrationSecrets>;
