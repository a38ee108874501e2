import { join } from 'node:path';
import { urlOf, whatsAppOf } from './parts/app-environments.js';
import { addressesOf } from './stage/addresses.js';
import type { StackPlan } from './stage/plan.js';
import type { TestNeeds } from './test-needs.js';

/** How specs find the stack they run in. */
export function testEnvironment(plan: StackPlan, needs: TestNeeds, timeSkippingServer: string): Record<string, string> {
  return {
    THREADLINE_TEST_STACK: '1',
    ...(needs.timeSkippingServer && { TEST_TIME_SKIPPING_SERVER: timeSkippingServer }),
    ...(needs.servers && serverVariables(plan)),
    ...(needs.apps && appVariables(plan)),
  };
}

function serverVariables(plan: StackPlan): Record<string, string> {
  const { databaseUrl, kafkaBrokers, temporalAddress } = addressesOf(plan);
  return { DATABASE_URL: databaseUrl, KAFKA_BROKERS: kafkaBrokers.join(','), TEMPORAL_ADDRESS: temporalAddress };
}

/** The secrets let a spec sign a webhook as WhatsApp would, and look for them in the logs. */
function appVariables({ env, folder, ports }: StackPlan): Record<string, string> {
  const whatsApp = whatsAppOf(env, ports);
  return {
    GATEWAY_URL: urlOf(ports.gateway),
    WORKER_URL: urlOf(ports.worker),
    SANDBOX_URL: whatsApp.apiUrl,
    WHATSAPP_APP_SECRET: whatsApp.appSecret,
    WHATSAPP_VERIFY_TOKEN: whatsApp.verifyToken,
    WHATSAPP_ACCESS_TOKEN: whatsApp.accessToken,
    TEST_LOGS: join(folder, 'logs'),
  };
}
