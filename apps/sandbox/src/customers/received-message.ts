import { z } from 'zod';

/** A message of a customer, with the key of who wrote it, as the webhook tells it. */
export const ReceivedMessage = z.object({
  wamid: z.string(),
  customer: z.string(),
  at: z.iso.datetime(),
  content: z.looseObject({ type: z.string() }),
  /** The message it quotes. */
  quotes: z.string().optional(),
});
export type ReceivedMessage = z.infer<typeof ReceivedMessage>;
