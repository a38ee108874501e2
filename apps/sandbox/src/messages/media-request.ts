import { z } from 'zod';

/** Files that messages and headers carry. */
export const sentMediaKinds = ['image', 'video', 'audio', 'document', 'sticker'] as const;
export type SentMediaKind = (typeof sentMediaKinds)[number];

const source = {
  id: z.string().min(1).max(200).optional(),
  link: z
    .url({ protocol: /^https?$/ })
    .max(2_048)
    .optional(),
};
const isOne = (file: object) => 'id' in file !== 'link' in file;
const either = { message: 'either id or link' };

/** A file of a header. */
export const MediaSource = z.object(source).refine(isOne, either);
export type MediaSource = z.infer<typeof MediaSource>;

const caption = z.string().min(1).max(1_024).optional();
const filename = z.string().min(1).max(240).optional();
const media = <K extends SentMediaKind, M extends z.ZodRawShape>(kind: K, more: M) =>
  z.object({ type: z.literal(kind), [kind]: z.strictObject({ ...source, ...more }).refine(isOne, either) } as {
    type: z.ZodLiteral<K>;
  });

/** A file as a message: which words go with which kind. */
export const mediaMessages = [
  media('image', { caption }),
  media('video', { caption }),
  media('audio', { voice: z.boolean().optional() }),
  media('document', { caption, filename }),
  media('sticker', {}),
] as const;
