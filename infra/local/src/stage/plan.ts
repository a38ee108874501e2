import { join } from 'node:path';
import type { LauncherEnv } from '../env.schema.js';
import type { PortPlan } from '../ports/port-plan.js';
import { embeddedKafka } from '../parts/kafka.js';
import { kafkaTopics } from '../parts/kafka-topics.js';
import { embeddedDatabaseUrl, embeddedPostgres } from '../parts/postgres.js';
import { embeddedTemporal } from '../parts/temporal.js';
import { cacheFolder } from '../workspace.js';
import { topics } from '../seams.js';
import type { Stage } from './stage.js';

/** What one stack is made of. */
export interface StackPlan {
  /** The profile's folder: data, logs, pid. */
  readonly folder: string;
  readonly ports: PortPlan;
  readonly env: LauncherEnv;
  /** A stack for tests keeps no Temporal histories and shows no web page. */
  readonly isForTests: boolean;
}

/** Where the servers of a stack are, embedded or given by the environment. */
export interface Addresses {
  readonly databaseUrl: string;
  readonly kafkaBrokers: readonly string[];
  readonly temporalAddress: string;
}

export const addressesOf = ({ env, ports }: StackPlan): Addresses => ({
  databaseUrl: env.DATABASE_URL ?? embeddedDatabaseUrl(ports.postgres),
  kafkaBrokers: env.KAFKA_BROKERS ?? [`127.0.0.1:${ports.kafka}`],
  temporalAddress: env.TEMPORAL_ADDRESS ?? `127.0.0.1:${ports.temporal}`,
});

/** The embedded servers: those for which the environment names no own server. */
export function serverStages(plan: StackPlan): Stage[] {
  const { env, ports, isForTests } = plan;
  const cache = cacheFolder(env);
  const place = (part: string) => ({
    folder: join(plan.folder, part),
    logFile: join(plan.folder, 'logs', `${part}.log`),
  });
  const kafka = { ...place('kafka'), port: ports.kafka, controllerPort: ports.kafkaController, cacheFolder: cache };
  const temporal = { ...place('temporal'), port: ports.temporal, isKept: !isForTests, cacheFolder: cache };
  return [
    ...(env.DATABASE_URL ? [] : [embeddedPostgres({ ...place('postgres'), port: ports.postgres })]),
    ...(env.KAFKA_BROKERS ? [] : [embeddedKafka(kafka)]),
    ...(env.TEMPORAL_ADDRESS
      ? []
      : [embeddedTemporal(isForTests ? temporal : { ...temporal, uiPort: ports.temporalUi })]),
  ];
}

/** What must exist inside the servers before an app starts. */
export const contentStages = (plan: StackPlan): Stage[] => [kafkaTopics(addressesOf(plan).kafkaBrokers, topics)];
