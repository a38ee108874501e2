import type { SigningSecretFacts } from '@threadline/runs';

export const signingSecretView = ({ id, createdAt, signsUntil }: SigningSecretFacts) => ({
  id,
  createdAt: createdAt.toISOString(),
  signsUntil: signsUntil?.toISOString() ?? null,
});
