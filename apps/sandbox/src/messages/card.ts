import { z } from 'zod';
import { sentMediaKinds } from './media-request.js';

/** What a message carries beside words, as a customer would see it. */
export const Card = z.object({
  kind: z.enum([...sentMediaKinds, 'location', 'contacts']),
  title: z.string(),
  lines: z.array(z.string()),
  link: z.string().optional(),
});
export type Card = z.infer<typeof Card>;

const word = z.string().optional();
const File = z.object({ link: word, filename: word, caption: word, mime_type: word, voice: z.boolean().optional() });
const Place = z.object({ latitude: z.number(), longitude: z.number(), name: word, address: word });
const Person = z.object({
  name: z.object({ formatted_name: z.string() }),
  phones: z.array(z.object({ phone: word })).default([]),
  emails: z.array(z.object({ email: word })).default([]),
  urls: z.array(z.object({ url: word })).default([]),
});

const titles = { image: 'Photo', video: 'Video', audio: 'Audio', document: 'Document', sticker: 'Sticker' } as const;

/** The card of a content as both directions write it, `{ type, [type]: … }`; undefined for words alone. */
export function cardOf(content: { type: string }): Card | undefined {
  const held = heldBy(content);
  if (content.type === 'location') return placeCard(Place.safeParse(held).data);
  if (content.type === 'contacts') return peopleCard(z.array(Person).safeParse(held).data);
  const kind = sentMediaKinds.find((known) => known === content.type);
  return kind && fileCard(kind, File.safeParse(held).data);
}

/** The words below a file. */
export const captionOf = (content: { type: string }): string => File.safeParse(heldBy(content)).data?.caption ?? '';

/** What a content holds under the name of its type. */
export const heldBy = (content: { type: string }): unknown => (content as Record<string, unknown>)[content.type];

const known = (words: readonly (string | undefined)[]): string[] => words.filter((text) => text !== undefined);

function fileCard(kind: Card['kind'] & keyof typeof titles, file: z.infer<typeof File> = {}): Card {
  const title = file.filename ?? (file.voice ? 'Voice message' : titles[kind]);
  return { kind, title, lines: known([file.mime_type]), ...(file.link !== undefined && { link: file.link }) };
}

function placeCard(place: z.infer<typeof Place> | undefined): Card | undefined {
  if (!place) return undefined;
  const { latitude, longitude, name = 'Location', address } = place;
  const link = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}`;
  return { kind: 'location', title: name, lines: known([address, `${latitude}, ${longitude}`]), link };
}

function peopleCard(people: z.infer<typeof Person>[] | undefined): Card | undefined {
  if (!people) return undefined;
  const lines = people.flatMap(({ phones, emails, urls }) =>
    known([...phones.map(({ phone }) => phone), ...emails.map(({ email }) => email), ...urls.map(({ url }) => url)]),
  );
  return { kind: 'contacts', title: people.map(({ name }) => name.formatted_name).join(', '), lines };
}
