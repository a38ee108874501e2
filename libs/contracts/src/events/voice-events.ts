import { z } from 'zod';
import { cloudEvent } from './cloud-event.js';
import { ContactReference } from './contact-reference.js';

/** A voice call with a contact ended. `pressed` are the keys the contact pressed, in order. */
export const VoiceCallEnded = cloudEvent(
  'voice.call.ended',
  z.looseObject({
    contact: ContactReference,
    callId: z.string().min(1).max(200),
    result: z.enum(['answered', 'missed', 'declined', 'failed']),
    pressed: z
      .string()
      .regex(/^[0-9*#]{1,20}$/)
      .optional(),
    durationSeconds: z.number().min(0).optional(),
  }),
);
export type VoiceCallEnded = z.infer<typeof VoiceCallEnded>;
