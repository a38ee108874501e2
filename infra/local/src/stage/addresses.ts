import type { LauncherEnv } from '../env.schema.js';
import { embeddedDatabaseUrl } from '../parts/postgres.js';
import type { PortPlan } from '../ports/port-plan.js';

/** Where the servers of a stack are, embedded or given by the environment. */
export interface Addresses {
  readonly databaseUrl: string;
  readonly kafkaBrokers: readonly string[];
  readonly temporalAddress: string;
}

export const addressesOf = ({ env, ports }: { env: LauncherEnv; ports: PortPlan }): Addresses => ({
  databaseUrl: env.DATABASE_URL ?? embeddedDatabaseUrl(ports.postgres),
  kafkaBrokers: env.KAFKA_BROKERS ?? [`127.0.0.1:${ports.kafka}`],
  temporalAddress: env.TEMPORAL_ADDRESS ?? `127.0.0.1:${ports.temporal}`,
});
