import { join } from 'node:path';
import { topics } from '@threadline/contracts';
import type { LauncherEnv } from '../env.schema.js';
import { app } from '../parts/app.js';
import { appEnvironments, whatsAppOf } from '../parts/app-environments.js';
import { embeddedKafka } from '../parts/kafka.js';
import { kafkaTopics } from '../parts/kafka-topics.js';
import { embeddedPostgres } from '../parts/postgres.js';
import { registeredSearchAttributes } from '../parts/search-attributes.js';
import { embeddedTemporal } from '../parts/temporal.js';
import type { PortName, PortPlan } from '../ports/port-plan.js';
import { cacheFolder } from '../workspace.js';
import { addressesOf } from './addresses.js';
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

/** The parts that listen on a port of the plan. */
export const portsUsed = ({ env }: StackPlan): PortName[] => [
  ...(env.DATABASE_URL ? [] : (['postgres'] as const)),
  ...(env.KAFKA_BROKERS ? [] : (['kafka', 'kafkaController'] as const)),
  ...(env.TEMPORAL_ADDRESS ? [] : (['temporal', 'temporalUi'] as const)),
  ...(env.WHATSAPP_API_URL ? [] : (['sandbox'] as const)),
  'gateway',
  'worker',
];

/** The embedded servers: those for which the environment names no own server. */
export function serverStages(plan: StackPlan): Stage[] {
  const { env, ports, isForTests } = plan;
  const cache = cacheFolder(env);
  const kafka = { ...placeOf(plan, 'kafka'), port: ports.kafka, controllerPort: ports.kafkaController };
  const temporal = { ...placeOf(plan, 'temporal'), port: ports.temporal, isKept: !isForTests };
  const uiPort = isForTests ? {} : { uiPort: ports.temporalUi };
  return [
    ...(env.DATABASE_URL ? [] : [embeddedPostgres({ ...placeOf(plan, 'postgres'), port: ports.postgres })]),
    ...(env.KAFKA_BROKERS ? [] : [embeddedKafka({ ...kafka, cacheFolder: cache })]),
    ...(env.TEMPORAL_ADDRESS ? [] : [embeddedTemporal({ ...temporal, ...uiPort, cacheFolder: cache })]),
  ];
}

/** What must exist inside the servers before an app starts, besides the schema. */
export function contentStages(plan: StackPlan): Stage[] {
  const { kafkaBrokers, temporalAddress } = addressesOf(plan);
  return [
    kafkaTopics(kafkaBrokers, topics),
    ...(plan.env.TEMPORAL_ADDRESS ? [registeredSearchAttributes(temporalAddress)] : []),
  ];
}

/** Our apps; the sandbox only when no other WhatsApp address is given. */
export function appStages(plan: StackPlan): Stage[] {
  const { env, ports } = plan;
  const environments = () => appEnvironments(plan, addressesOf(plan), whatsAppOf(env, ports));
  const names = env.WHATSAPP_API_URL ? (['gateway', 'worker'] as const) : (['sandbox', 'gateway', 'worker'] as const);
  return names.map((name) => app({ name, ...placeOf(plan, name), port: ports[name], env: () => environments()[name] }));
}

/** One more of an app, as another process on a port of its own. */
export function secondApp(plan: StackPlan, name: 'gateway' | 'worker', port: number): Stage {
  const part = `${name}-2`;
  const env = () => appEnvironments(plan, addressesOf(plan), whatsAppOf(plan.env, plan.ports))[name];
  return app({ name, part, ...placeOf(plan, part), port, env });
}

const placeOf = ({ folder }: StackPlan, part: string): { folder: string; logFile: string } => ({
  folder: join(folder, part),
  logFile: join(folder, 'logs', `${part}.log`),
});
