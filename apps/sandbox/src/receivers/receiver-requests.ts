import { z } from 'zod';

/**
 * What a receiver knows and says: the secrets it checks signatures with, and what it answers unless ordered otherwise: JSON, or a
 * file, so that it stands for a server of files too.
 */
export const ReceiverSetup = z.strictObject({
  secrets: z
    .array(z.string().regex(/^whsec_/, 'is not a secret; it begins with whsec_'))
    .max(10)
    .optional(),
  json: z.unknown().optional(),
  file: z.strictObject({ type: z.string().min(1).max(200), base64: z.base64().max(100_000) }).optional(),
});
export type ReceiverSetup = z.infer<typeof ReceiverSetup>;

const times = { times: z.number().int().min(1).max(1_000_000).default(1) };

/**
 * What becomes of the next calls: `answer` with a status · `redirect` elsewhere · `hang` taken, and no answer · `drop` taken, then
 * the connection breaks.
 */
export const ReceiverOrder = z.discriminatedUnion('mode', [
  z.strictObject({
    mode: z.literal('answer'),
    status: z.number().int().min(200).max(599),
    json: z.unknown().optional(),
    retryAfterSeconds: z.number().int().min(0).optional(),
    ...times,
  }),
  z.strictObject({
    mode: z.literal('redirect'),
    status: z.union([z.literal(301), z.literal(302), z.literal(303), z.literal(307), z.literal(308)]),
    to: z.string().min(1).max(2_000),
    ...times,
  }),
  z.strictObject({ mode: z.literal('hang'), ...times }),
  z.strictObject({ mode: z.literal('drop'), ...times }),
]);
export type ReceiverOrder = z.infer<typeof ReceiverOrder>;
