import { z } from 'zod';

/** What somebody says of a message of which nobody knew whether it went out. */
export const SettleMessage = z
  .strictObject({
    as: z
      .enum(['sent', 'not_sent', 'resend'])
      .describe(
        '`resend` sends it again, when its run still waits for that; with `not_sent` the run takes its `failed` way',
      ),
  })
  .meta({ id: 'SettleMessage', examples: [{ as: 'sent' }] });
export type SettleMessage = z.infer<typeof SettleMessage>;

/** What the message is from now on; WhatsApp may still tell more. */
export const SettledMessage = z.object({ id: z.uuid(), status: z.string() }).meta({ id: 'SettledMessage' });
