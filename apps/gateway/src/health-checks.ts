import type { Client } from '@temporalio/client';
import type { KafkaProducer } from '@threadline/kafka';
import { pingTemporal, type HealthCheck } from '@threadline/platform';
import type { DataSource } from 'typeorm';
import type { Role } from './env.schema.js';

type Need = 'postgres' | 'kafka' | 'temporal';

/** What a role cannot work without. The ingress goes on without Postgres: it remembers whose numbers are. */
const needs: Record<Role, readonly Need[]> = {
  api: ['postgres'],
  ingress: ['kafka'],
  dispatch: ['postgres', 'kafka', 'temporal'],
  relay: ['postgres', 'kafka', 'temporal'],
};

/** The servers a gateway can reach. */
export interface Servers {
  dataSource: DataSource;
  client: Client;
  producer: KafkaProducer;
}

/** Whether what the roles need is there. */
export function healthChecksOf(roles: readonly Role[], { dataSource, client, producer }: Servers): HealthCheck[] {
  const checks: Record<Need, () => Promise<void>> = {
    postgres: () => dataSource.query('select 1'),
    kafka: () => producer.connect(),
    temporal: () => pingTemporal(client),
  };
  return [...new Set(roles.flatMap((role) => needs[role]))].map((name) => ({ name, check: checks[name] }));
}
