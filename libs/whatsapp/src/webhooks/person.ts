import { z } from 'zod';
import { given, phoneOf, userIdOf, WebhookText } from './webhook-text.js';
import type { WebhookContact } from './webhook-update.js';

const OptionalText = WebhookText.optional().catch(undefined);

/** An entry of the `contacts` that go with messages and calls. */
export const ListedPerson = z.compile(
  z.object({
    profile: z.object({ name: OptionalText }).optional().catch(undefined),
    wa_id: OptionalText,
    user_id: OptionalText,
  }),
  { strict: true },
);
export type ListedPerson = z.infer<typeof ListedPerson>;

/** A person by phone, by user id, or by both; nothing when neither is one. */
export function personOf(waId?: string, id?: string, name?: string): WebhookContact | undefined {
  const phone = phoneOf(waId);
  const userId = userIdOf(id);
  if (phone === undefined && userId === undefined) return undefined;
  return given({ phone, userId, name: name?.trim() || undefined }) as WebhookContact;
}

/**
 * Who is meant by the ids that an update carries, with what the list tells of them. Whoever adopts a user name may have no
 * phone; an update without any id is of the only person listed.
 */
export function amongListed(
  { waId, userId }: { waId?: string | undefined; userId?: string | undefined },
  listed: readonly ListedPerson[],
): WebhookContact | undefined {
  const isNameless = waId === undefined && userId === undefined;
  const found = listed.find(
    ({ wa_id, user_id }) => (waId !== undefined && wa_id === waId) || (userId !== undefined && user_id === userId),
  );
  const person = found ?? (isNameless && listed.length === 1 ? listed[0] : undefined);
  return personOf(waId ?? person?.wa_id, userId ?? person?.user_id, person?.profile?.name);
}

/** The entries that can be read. */
export const listedPersons = (contacts: readonly unknown[]): ListedPerson[] =>
  contacts.flatMap((contact) => ListedPerson.safeParse(contact).data ?? []);
