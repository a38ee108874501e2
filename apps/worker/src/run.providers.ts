import type { Provider } from '@nestjs/common';
import { Client } from '@temporalio/client';
import { FileFetcher } from '@threadline/connectors';
import { createDataSource, numberSecretOf } from '@threadline/persistence';
import { Counter, SecretBox, SystemClock, type Logger, type Registry } from '@threadline/platform';
import { AdvanceRun, OutgoingMessages, runServices, type RunServices, type SendDecision } from '@threadline/runs';
import { WhatsAppClient } from '@threadline/whatsapp';
import { DataSource } from 'typeorm';
import { callProviders } from './call.providers.js';
import type { Env } from './env.schema.js';

/** For an answer of WhatsApp: well below the attempt's own bound, so that the attempt records what it knows. */
const sendTimeoutMs = 10_000;

/** The use cases of runs, which share what they know of published versions. */
export const runServicesToken = Symbol('run services');

interface Watching {
  logger: Logger;
  registry: Registry;
}

/** What runs ask for, over the database and WhatsApp. */
export const runProviders = (env: Env, watching: Watching): Provider[] => [
  {
    provide: DataSource,
    useFactory: () =>
      createDataSource({
        url: env.DATABASE_URL,
        poolSize: env.DATABASE_POOL_SIZE,
        applicationName: 'worker',
      }).initialize(),
  },
  { provide: SecretBox, useFactory: () => new SecretBox(env.SECRETS_KEYS) },
  {
    provide: WhatsAppClient,
    inject: [DataSource, SecretBox],
    useFactory: ({ manager }: DataSource, box: SecretBox) =>
      new WhatsAppClient({
        baseUrl: env.WHATSAPP_API_URL,
        version: env.WHATSAPP_API_VERSION,
        accessToken: async (ownerId) =>
          (await numberSecretOf(manager, box, { ownerId, name: 'accessToken' })) ?? env.WHATSAPP_ACCESS_TOKEN,
        timeoutMs: sendTimeoutMs,
      }),
  },
  {
    provide: runServicesToken,
    inject: [DataSource, Client],
    useFactory: (dataSource: DataSource, client: Client): RunServices =>
      runServices({
        dataSource,
        client,
        onCallFailure: (err) => watching.logger.warn({ err }, 'Temporal did not take a call; the relay repeats it'),
        onDefect: (contactId, err) => watching.logger.error({ contactId, err }, 'a contact could not enter'),
      }),
  },
  {
    provide: AdvanceRun,
    inject: [runServicesToken],
    useFactory: (services: RunServices) => advanceRun(services, watching),
  },
  {
    provide: OutgoingMessages,
    inject: [runServicesToken, WhatsAppClient, FileFetcher],
    useFactory: (services: RunServices, whatsapp: WhatsAppClient, files: FileFetcher) =>
      services.outgoing({ whatsapp, files, clock: new SystemClock(), onDecision: countedSends(watching) }),
  },
  ...callProviders(env),
];

/** Counts what becomes of attempts to send; both labels are of a bounded number. */
function countedSends({ registry }: Watching): (decision: SendDecision) => void {
  const decisions = new Counter({
    name: 'threadline_send_attempts_total',
    help: 'Attempts to send a message, by what became of them and why',
    labelNames: ['decision', 'reason'] as const,
    registers: [registry],
  });
  return ({ decision, reason }) => decisions.inc({ decision, reason });
}

function advanceRun(services: RunServices, { logger, registry }: Watching): AdvanceRun {
  const stalled = new Counter({
    name: 'threadline_runs_stalled_total',
    help: 'Decisions that failed by our own defect',
    registers: [registry],
  });
  return services.advanceRun(new SystemClock(), (runId, err) => {
    stalled.inc();
    logger.error({ runId, err }, 'run stalled');
  });
}
