import type { readEnv } from '@threadline/local';

const naming = ['DATABASE_URL', 'KAFKA_BROKERS', 'TEMPORAL_ADDRESS', 'WHATSAPP_API_URL'] as const;

/**
 * What is measured on servers that others use as well tells nothing, and what the bench does there, it does to them.
 * @throws Error that names the variables and the way out, when the environment names servers.
 */
export function refuseGivenServers(env: Partial<Pick<ReturnType<typeof readEnv>, (typeof naming)[number]>>): void {
  const given = naming.filter((name) => env[name] !== undefined);
  if (given.length === 0) return;
  const without = given.map((name) => `-u ${name}`).join(' ');
  throw new Error(
    `The environment names servers that others may be using (${given.join(', ')}). Measure on servers of the bench's own:\n` +
      `  env ${without} npm run bench …\n` +
      'or on those on purpose, with --given-servers.',
  );
}
