import { AppEnv, HostList, SecretKeys } from '@threadline/platform';
import { z } from 'zod';

const Settings = AppEnv.extend({
  PORT: AppEnv.shape.PORT.default(3001).describe('Port of the health and metrics routes'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .describe('Postgres, such as postgres://user:password@host:5432/threadline'),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(4).max(200).default(30).describe('Connections to Postgres'),
  TEMPORAL_ADDRESS: z.string().min(1).describe('host:port of Temporal'),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  TEMPORAL_DEPLOYMENT_NAME: z
    .string()
    .min(1)
    .optional()
    .describe('Deployment this worker belongs to; with TEMPORAL_BUILD_ID it switches Worker Versioning on'),
  TEMPORAL_BUILD_ID: z.string().min(1).optional().describe('Build of this worker, such as a commit'),
  WHATSAPP_API_URL: z.url().describe('Base address of the Cloud API, or of the sandbox'),
  WHATSAPP_API_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/, 'a version such as v25.0')
    .default('v25.0'),
  WHATSAPP_ACCESS_TOKEN: z.string().min(1).describe('Token of the system user that sends'),
  CALLS_ALLOWED_HOSTS: HostList.optional().describe(
    'host:port pairs that calls and files of automations may be at outside of the public internet, for development',
  ),
  SECRETS_KEYS: SecretKeys.describe('Keys that stored secrets are sealed with: id:base64, the current one first'),
});

/** What the worker is told by its environment. */
export const Env = Settings.superRefine((env, context) => {
  const [missing, given] = env.TEMPORAL_BUILD_ID
    ? (['TEMPORAL_DEPLOYMENT_NAME', 'TEMPORAL_BUILD_ID'] as const)
    : (['TEMPORAL_BUILD_ID', 'TEMPORAL_DEPLOYMENT_NAME'] as const);
  if (env[given] && !env[missing])
    context.addIssue({ code: 'custom', path: [missing], message: `is needed beside ${given}` });
});
export type Env = z.infer<typeof Env>;
