import { AppEnv, HostList, SecretKeys } from '@threadline/platform';
import { z } from 'zod';

/** What a gateway does; roles scale apart. */
export const Role = z.enum(['api', 'ingress', 'dispatch', 'relay']);
export type Role = z.infer<typeof Role>;

const Roles = z
  .string()
  .transform((list) => list.split(',').map((role) => role.trim()))
  .pipe(z.array(Role).min(1));

/** What the gateway is told by its environment. */
export const Env = AppEnv.extend({
  PORT: AppEnv.shape.PORT.default(3000).describe('Port of the API, the webhooks, health and metrics'),
  GATEWAY_ROLES: Roles.prefault('api,ingress,dispatch,relay').describe(
    'What this gateway does: api, ingress, dispatch, relay',
  ),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .describe('Postgres, such as postgres://user:password@host:5432/threadline'),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(4).max(200).default(30).describe('Connections to Postgres'),
  KAFKA_BROKERS: HostList.describe('Comma list of host:port'),
  TEMPORAL_ADDRESS: z.string().min(1).describe('host:port of Temporal'),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  TEMPORAL_UI_URL: z.url().optional().describe('Base address of Temporal UI, for links to runs'),
  WHATSAPP_API_URL: z.url().describe('Base address of the Cloud API, or of the sandbox'),
  WHATSAPP_API_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/, 'a version such as v25.0')
    .default('v25.0'),
  WHATSAPP_ACCESS_TOKEN: z.string().min(1).describe('Token of the system user that manages templates'),
  WHATSAPP_APP_SECRET: z.string().min(1).describe('Secret of the app, with which webhooks are signed'),
  WHATSAPP_VERIFY_TOKEN: z.string().min(1).describe('Word by which WhatsApp checks the address of the webhook'),
  SECRETS_KEYS: SecretKeys.describe('Keys that stored secrets are sealed with: id:base64, the current one first'),
});
export type Env = z.infer<typeof Env>;
