import { z } from 'zod';

const facts = {
  id: z.uuid(),
  createdAt: z.iso.datetime(),
  signsUntil: z.iso.datetime().nullable().describe('Null for the active one; the one before it signs too until then'),
};
const example = { id: '0199f3a0-0000-7000-8000-000000000001', createdAt: '2026-11-21T10:00:00.000Z', signsUntil: null };

/** A secret with which calls of automations are signed, without itself. */
export const SigningSecret = z.object(facts).meta({ id: 'SigningSecret', examples: [example] });

export const SigningSecrets = z
  .object({ data: z.array(SigningSecret).describe('Those that sign now, the active one first') })
  .meta({ id: 'SigningSecrets', examples: [{ data: [example] }] });

export const NewSigningSecret = z
  .object({
    ...facts,
    secret: z
      .string()
      .describe('`whsec_` and the key in base64, as Standard Webhooks write it. It is told here and never again'),
  })
  .meta({
    id: 'NewSigningSecret',
    examples: [{ ...example, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }],
  });
