import { z } from 'zod';

const phone = z.string().regex(/^\+[1-9]\d{5,14}$/, 'a phone number in E.164 form, such as +391234567890');

/** The kinds of identity by which a contact is found, strongest first. */
export const identityKinds = ['id', 'phone', 'whatsappUserId', 'email', 'externalId'] as const;
export type IdentityKind = (typeof identityKinds)[number];

/**
 * Who an event is about: at least one identity of the contact, and what the source knows of the person.
 * The contact is found by any identity, or created from these facts.
 */
export const ContactReference = z
  .object({
    id: z.uuid().optional(),
    phone: phone.optional(),
    /** WhatsApp's business-scoped user id, for users who hide their number. */
    whatsappUserId: z.string().min(1).max(140).optional(),
    email: z.email().max(254).optional(),
    externalId: z.string().min(1).max(200).optional(),
    firstName: z.string().max(200).optional(),
    lastName: z.string().max(200).optional(),
    language: z.string().max(20).optional(),
    timeZone: z.string().max(60).optional(),
  })
  .refine((contact) => identityKinds.some((kind) => contact[kind] !== undefined), {
    message: 'needs at least one of id, phone, whatsappUserId, email, externalId',
  })
  .meta({
    id: 'ContactReference',
    description: 'Who it is about: at least one identity of the contact, and what the source knows of the person',
    anyOf: identityKinds.map((kind) => ({ required: [kind] })),
  });
export type ContactReference = z.infer<typeof ContactReference>;

/** One way to recognise a contact. */
export interface Identity {
  kind: IdentityKind;
  value: string;
}

type Identities = Partial<Record<IdentityKind, string | undefined>>;

/** The identities a reference carries, strongest first; e-mail addresses are compared in lower case. */
export function identitiesOf(contact: Identities): Identity[] {
  return identityKinds.flatMap((kind) => {
    const value = contact[kind];
    return value === undefined ? [] : [{ kind, value: comparable(kind, value) }];
  });
}

const comparable = (kind: IdentityKind, value: string): string => (kind === 'email' ? value.toLowerCase() : value);

/** The Kafka key of a contact's events: the workspace and the contact's strongest identity, so that one contact's events keep their order. */
export function contactKey(workspaceId: string, contact: Identities): string {
  const [strongest] = identitiesOf(contact);
  if (!strongest) throw new RangeError('a contact key needs an identity');
  return identityKey(workspaceId, strongest.kind, strongest.value);
}

/** Whether a contact's events may be sent under this key: that of any identity the event names. */
export const isContactKey = (key: string, workspaceId: string, contact: Identities): boolean =>
  identityKinds.some((kind) => {
    const value = contact[kind];
    return value !== undefined && key === identityKey(workspaceId, kind, comparable(kind, value));
  });

const identityKey = (workspaceId: string, kind: IdentityKind, value: string) => `${workspaceId}/${kind}:${value}`;
