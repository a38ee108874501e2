import type { MessageContent, Place } from '@threadline/domain';

export type Json = Record<string, unknown>;

/** Contents of one kind. */
export type Content<K extends MessageContent['kind']> = Extract<MessageContent, { kind: K }>;

/** Without the fields that are undefined. */
export const given = (fields: Json): Json =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** Where WhatsApp gets a file from. */
export const mediaSource = (media: { link: string } | { id: string }): Json =>
  'link' in media ? { link: media.link } : { id: media.id };

/** A place, as messages and template headers carry it. */
export const graphPlace = ({ latitude, longitude, name, address }: Place): Json => ({
  latitude,
  longitude,
  ...given({ name, address }),
});
