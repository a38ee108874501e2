import { AppEnv } from '@threadline/platform';
import { z } from 'zod';

const secret = z.string().min(1).max(500);

/** What the sandbox is told by its environment. */
export const Env = AppEnv.extend({
  PORT: AppEnv.shape.PORT.default(3002).describe('Port of the Cloud API, the control routes, health and metrics'),
  SANDBOX_WEBHOOK_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where webhooks go; without it none are sent'),
  SANDBOX_ACCESS_TOKEN: secret.describe('The only bearer token that is accepted'),
  SANDBOX_APP_SECRET: secret.describe('Signs the webhooks'),
  SANDBOX_VERIFY_TOKEN: secret.describe('Shown to the receiver in the verification handshake'),
  SANDBOX_STATE_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('Keeps the state over restarts; without it memory alone does'),
  SANDBOX_TEMPLATE_REVIEW_MS: z.coerce.number().int().min(0).max(3_600_000).default(50),
  SANDBOX_WEBHOOK_TIMEOUT_MS: z.coerce.number().int().min(10).max(60_000).default(5_000),
  SANDBOX_WEBHOOK_ATTEMPTS: z.coerce.number().int().min(1).max(100_000).default(500),
  SANDBOX_WEBHOOK_QUEUE: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(20_000)
    .describe('Webhooks kept per receiver'),
});
export type Env = z.infer<typeof Env>;
