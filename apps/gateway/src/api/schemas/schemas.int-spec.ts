import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { automationJsonSchema } from '@threadline/automation/json-schema';
import { startGateway, type TestGateway } from '../../testing/test-gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({
    GATEWAY_ROLES: 'api',
    DATABASE_URL: process.env['DATABASE_URL'] ?? '',
    KAFKA_BROKERS: '127.0.0.1:1',
  });
});
afterAll(() => gateway.close());

it('serves the JSON Schema of automations without a key', async () => {
  const response = await fetch(`${gateway.url}/v1/schemas/automation`);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual(JSON.parse(JSON.stringify(automationJsonSchema())));
});
