import { join } from 'node:path';
import type { LauncherEnv } from '../env.schema.js';
import type { PortPlan } from '../ports/port-plan.js';
import type { Addresses } from '../stage/addresses.js';
import { keptSecretsKeys } from './secrets-keys.js';

type Variables = Record<string, string>;

/** A WhatsApp Cloud API and the credentials for it: the sandbox, or another one that the environment names. */
export interface WhatsApp {
  readonly apiUrl: string;
  readonly accessToken: string;
  readonly appSecret: string;
  readonly verifyToken: string;
}

/** The address of an app on this machine. */
export const urlOf = (port: number): string => `http://127.0.0.1:${port}`;

/** The sandbox's credentials guard nothing: it is a stand-in that only this machine reaches. */
export const whatsAppOf = (env: LauncherEnv, ports: PortPlan): WhatsApp => ({
  apiUrl: env.WHATSAPP_API_URL ?? urlOf(ports.sandbox),
  accessToken: env.WHATSAPP_ACCESS_TOKEN,
  appSecret: env.WHATSAPP_APP_SECRET,
  verifyToken: env.WHATSAPP_VERIFY_TOKEN,
});

/** The variables of each app, as their `env.schema.ts` names them. */
export function appEnvironments(
  {
    folder,
    ports,
    env,
    isForTests = false,
  }: { folder: string; ports: PortPlan; env: LauncherEnv; isForTests?: boolean },
  addresses: Addresses,
  whatsApp: WhatsApp,
): Record<'gateway' | 'worker' | 'sandbox', Variables> {
  const servers: Variables = {
    DATABASE_URL: addresses.databaseUrl,
    TEMPORAL_ADDRESS: addresses.temporalAddress,
    TEMPORAL_NAMESPACE: 'default',
    WHATSAPP_API_URL: whatsApp.apiUrl,
    WHATSAPP_API_VERSION: 'v25.0',
    WHATSAPP_ACCESS_TOKEN: whatsApp.accessToken,
    SECRETS_KEYS: env.SECRETS_KEYS ?? keptSecretsKeys(folder),
    // Specs look through what tests have logged.
    LOG_LEVEL: isForTests ? 'info' : 'warn',
  };
  return {
    worker: { ...servers, CALLS_ALLOWED_HOSTS: `127.0.0.1:${ports.sandbox}` },
    gateway: {
      ...servers,
      GATEWAY_ROLES: 'api,ingress,dispatch,relay',
      KAFKA_BROKERS: addresses.kafkaBrokers.join(','),
      WHATSAPP_APP_SECRET: whatsApp.appSecret,
      WHATSAPP_VERIFY_TOKEN: whatsApp.verifyToken,
      TEMPORAL_UI_URL: urlOf(ports.temporalUi),
    },
    sandbox: {
      SANDBOX_WEBHOOK_URL: `${urlOf(ports.gateway)}/ingress/whatsapp`,
      SANDBOX_ACCESS_TOKEN: whatsApp.accessToken,
      SANDBOX_APP_SECRET: whatsApp.appSecret,
      SANDBOX_VERIFY_TOKEN: whatsApp.verifyToken,
      SANDBOX_STATE_FILE: join(folder, 'sandbox.json'),
      LOG_LEVEL: 'warn',
    },
  };
}
