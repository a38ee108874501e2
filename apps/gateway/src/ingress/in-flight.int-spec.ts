import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { topic } from '@threadline/contracts';
import { KafkaConsumer } from '@threadline/kafka';
import { createLogger } from '@threadline/platform';
import { signBody } from '@threadline/whatsapp';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { leastBytes } from '../http/in-flight.js';
import { httpLimits } from '../http/limits.js';
import { SlowClient } from '../testing/slow-client.js';
import { aPhone, aWorkspace, startGateway, type TestGateway, type TestWorkspace } from '../testing/test-gateway.js';

const brokers = (process.env['KAFKA_BROKERS'] ?? '').split(',');
const webhooks = 1_000;
let gateway: TestGateway;
let workspace: TestWorkspace;
let consumer: KafkaConsumer;
const produced: string[] = [];

beforeAll(async () => {
  const variables = { GATEWAY_ROLES: 'ingress', DATABASE_URL: process.env['DATABASE_URL'] ?? '' };
  // A busy machine may take long to open a thousand connections.
  const limits = { ...httpLimits, headersMs: 60_000, requestMs: 60_000 };
  gateway = await startGateway({ ...variables, KAFKA_BROKERS: brokers.join(',') }, limits);
  workspace = await aWorkspace(gateway);
  const logger = createLogger({ name: 'spec', level: 'silent' });
  consumer = new KafkaConsumer({ brokers, clientId: 'in-flight-spec', logger });
  void consumer.run({
    groupId: `in-flight-spec-${randomUUID()}`,
    topics: [topic.whatsapp],
    handle: ({ messages }) => {
      for (const { key, value } of messages)
        if (String(key).startsWith(workspace.workspaceId))
          produced.push((JSON.parse(String(value)) as { id: string }).id);
      return Promise.resolve();
    },
    onFatal: () => undefined,
  });
});
afterAll(async () => {
  await consumer.stop();
  await gateway.close();
});

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/text */
function aWebhook(wamid: string): Buffer {
  const from = aPhone().slice(1);
  const message = { from, id: wamid, timestamp: '1795255200', type: 'text', text: { body: 'hello' } };
  const metadata = { display_phone_number: '390212345678', phone_number_id: workspace.phoneNumberId };
  const value = { messaging_product: 'whatsapp', metadata, contacts: [{ wa_id: from }], messages: [message] };
  const entry = [{ id: workspace.wabaId, changes: [{ field: 'messages', value }] }];
  return Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry }));
}

async function bytesUnderWay(): Promise<number> {
  const { text } = await gateway.call('GET', '/metrics');
  return Number(/under_way_bytes\{of="webhooks",app="gateway"\} (\d+)/.exec(text)?.[1]);
}

it('takes a thousand webhooks that are under way at once, within its memory for them, and each is one event', async () => {
  const wamids = Array.from({ length: webhooks }, () => `wamid.${randomUUID()}`);
  const waiting: (() => Promise<number>)[] = [];
  for (const wamid of wamids) {
    const body = aWebhook(wamid);
    const client = await SlowClient.of(gateway.url);
    const signature = signBody(body, 'app-secret');
    waiting.push(client.almost('POST', '/ingress/whatsapp', body, { 'x-hub-signature-256': signature }));
  }
  while ((await bytesUnderWay()) < webhooks * leastBytes) await pause(50);
  expect(await bytesUnderWay()).toBe(webhooks * leastBytes);
  expect(webhooks * leastBytes).toBeLessThan(httpLimits.underWay.webhooks);

  const statuses = await Promise.all(waiting.map((finish) => finish()));
  expect(new Set(statuses)).toEqual(new Set([200]));
  while (produced.length < webhooks) await pause(50);
  expect([...produced].sort()).toEqual([...wamids].sort());
  expect(await bytesUnderWay()).toBe(0);
});
