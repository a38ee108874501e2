import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { topic } from '@threadline/contracts';
import { connectTemporal } from '@threadline/platform';
import kafkajs from 'kafkajs';
import { randomInt, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { aWorkspace } from '../mortal/a-workspace.js';
import type { DemoWorkspace } from '../running-stack.js';
import { Admin } from './admin.js';
import { awaiting } from './awaiting.js';
import { JsonApi } from './json-api.js';
import { Sandbox } from './sandbox.js';
import { workflowsOf } from './testing/histories.js';
import { leaksIn, type PersonalData } from './testing/leaks.js';

const { Kafka, logLevel } = kafkajs;
const tag = randomUUID().replaceAll('-', '');
const phone = `+39347${String(randomInt(10_000_000)).padStart(7, '0')}`;
const firstName = `Name${tag}`;
const words = {
  email: `mail${tag}@example.com`,
  written: `Written by the customer ${tag}`,
  template: `Your parcel waits ${tag}`,
  note: `Note of an operator ${tag}`,
  spoilt: `Half an event ${tag}`,
};
const keys = {
  bearer: `bearer-of-a-connection-${tag}`,
  wrongBearer: `bearer-of-nobody-${tag}`,
  shop: `secret-of-a-shop-${tag}`,
  query: `key-in-an-address-${tag}`,
  header: `key-in-a-header-${tag}`,
  wrongApiKey: `tl_${tag}`,
};

const variable = (name: string): string => process.env[name] ?? '';
const gatewayUrl = variable('GATEWAY_URL');
let temporal: Client;
let workspace: DemoWorkspace;
let signingSecret = '';

beforeAll(async () => {
  temporal = connectTemporal({ address: variable('TEMPORAL_ADDRESS'), namespace: 'default' });
  workspace = await aWorkspace(variable('DATABASE_URL'));
  const webhookPath = await connections();
  const automation = await anAutomation();
  await tell(webhookPath, keys.bearer, { phone, email: words.email, name: firstName });
  await whatIsRefused(webhookPath);
  await whatDies();
  await untilAnswered(automation);
});
afterAll(() => temporal.connection.close());

const api = () => new JsonApi(`${gatewayUrl}/v1`, { authorization: `Bearer ${workspace.apiKey}` });
const admin = () => new Admin(gatewayUrl, workspace.apiKey);

/** Resolves with the path of the webhooks of an integration. */
async function connections(): Promise<string> {
  const settings = { shopDomain: `shop-${tag}.myshopify.com` };
  await admin().connect({ kind: 'shopify', name: 'shop', settings, secrets: { webhookSecret: keys.shop } });
  const secret = await api().post('/signing-secrets', z.object({ secret: z.string() }), {});
  signingSecret = secret.secret;
  return admin().connect({
    kind: 'integration',
    name: 'crm',
    settings: {
      auth: 'bearer',
      event: 'integration.secrecy',
      contact: { phone: 'phone', email: 'email', firstName: 'name' },
    },
    secrets: { secret: keys.bearer },
  });
}

/** Calls two addresses, one of which may not be reached, writes, waits for the answer and keeps it. */
async function anAutomation(): Promise<string> {
  await new Sandbox(variable('SANDBOX_URL'), workspace).introduce();
  const body = { type: 'BODY', text: `${words.template} {{1}}.`, example: { body_text: [['Ada']] } };
  await admin().createTemplate({ name: 'parcel', language: 'en', category: 'utility', components: [body] });
  await admin().untilApproved('parcel');
  const calling = { type: 'webhook', headers: { 'x-api-key': keys.header }, body: '{{ contact.firstName }}' };
  return admin().publish({
    name: 'Secrecy',
    triggers: [{ id: 'told', type: 'integration', event: 'secrecy' }],
    settings: { category: 'utility' },
    start: 'call',
    steps: {
      call: { ...calling, url: `${variable('SANDBOX_URL')}/receivers/${tag}?key=${keys.query}`, next: 'refused' },
      refused: { ...calling, url: `${gatewayUrl}/health/live?key=${keys.query}`, next: 'send', failed: 'send' },
      send: {
        type: 'send_template',
        template: 'parcel',
        language: 'en',
        variables: { 1: '{{ contact.firstName }}' },
        next: 'hear',
      },
      hear: {
        type: 'customer_response',
        deadline: 'P1D',
        debounce: 'PT0S',
        answers: [],
        otherwise: 'keep',
        timeout: null,
      },
      keep: { type: 'fill_field', field: 'answer', from: 'last_message', next: 'note', invalid: 'note' },
      note: { type: 'add_note', text: words.note, next: 'thank' },
      thank: { type: 'send_message', text: `${words.template}, {{ contact.firstName }}`, next: null },
    },
  });
}

const tell = (path: string, bearer: string, body: unknown) =>
  fetch(`${gatewayUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** Requests that are wrong, with what must stay secret wherever it may be wrong. */
async function whatIsRefused(webhookPath: string): Promise<void> {
  const statuses = [
    await tell(webhookPath, keys.wrongBearer, { phone }),
    await tell(webhookPath, keys.bearer, `{"phone": "${phone}", "text": "${words.spoilt}`),
    await tell(webhookPath, keys.bearer, { phone: words.spoilt }),
    await tell('/ingress/whatsapp', keys.wrongBearer, { text: words.spoilt, phone }),
    await tell('/v1/contacts', keys.wrongApiKey, { phone }),
    await tell('/v1/contacts', workspace.apiKey, { phone: words.spoilt, email: phone, firstName: [firstName] }),
    await tell(`/v1/contacts?key=${workspace.apiKey}`, workspace.apiKey, `{"phone": "${phone}`),
  ].map(({ status }) => status);
  expect(statuses).toEqual([401, 400, 200, 401, 401, 422, 400]);
}

/** Messages on Kafka that nobody can handle. */
async function whatDies(): Promise<void> {
  const kafka = new Kafka({
    clientId: 'secrecy',
    brokers: variable('KAFKA_BROKERS').split(','),
    logLevel: logLevel.NOTHING,
  });
  const producer = kafka.producer();
  await producer.connect();
  const unknown = randomUUID();
  const event = {
    specversion: '1.0',
    id: tag,
    source: 'secrecy',
    type: 'integration.secrecy',
    time: new Date().toISOString(),
    workspaceid: workspace.id,
    data: { contact: { id: unknown, firstName }, text: words.spoilt },
  };
  const messages = [
    { key: phone, value: `{"phone": "${phone}", "text": "${words.spoilt}` },
    { key: `${workspace.id}/id:${unknown}`, value: JSON.stringify(event) },
    {
      key: `${workspace.id}/phone:${phone}`,
      value: JSON.stringify({ ...event, data: { contact: { phone: words.spoilt } } }),
    },
  ];
  await producer.send({ topic: topic.integration, messages });
  await producer.disconnect();
  const letters = z.object({ data: z.array(z.unknown()) });
  await awaiting({ what: 'the dead letters', withinMs: 60_000 }, async () => {
    const { data } = await api().get('/dead-letters', letters);
    return data.length >= 2 ? { found: true } : { seen: `${data.length}` };
  });
}

/** The customer is written to and answers, and the run ends. */
async function untilAnswered(automation: string): Promise<void> {
  const sandbox = new Sandbox(variable('SANDBOX_URL'), workspace);
  const customer = { phone, firstName, cartId: '' };
  await awaiting({ what: 'the template', withinMs: 60_000 }, async () =>
    (await sandbox.messagesTo(customer)).length > 0 ? { found: true } : { seen: 'nothing' },
  );
  await sandbox.write(customer, words.written);
  await awaiting({ what: 'the end of the run', withinMs: 60_000 }, async () => {
    const [run] = await admin().runsOf(automation);
    return run?.state === 'completed' ? { found: true } : { seen: run?.state ?? 'no run' };
  });
  expect((await sandbox.messagesTo(customer)).map(({ text }) => text)).toEqual([
    `${words.template} ${firstName}.`,
    `${words.template}, ${firstName}`,
  ]);
}

const sensitive = (): PersonalData => ({
  phones: [phone],
  texts: [
    firstName,
    ...Object.values(words),
    ...Object.values(keys),
    workspace.apiKey,
    signingSecret,
    variable('WHATSAPP_APP_SECRET'),
    variable('WHATSAPP_VERIFY_TOKEN'),
    variable('WHATSAPP_ACCESS_TOKEN'),
  ],
});

const metricsOf = async (url: string) => (await fetch(`${url}/metrics`)).text();

/** What people who may not see contacts look at. */
const places: Readonly<Record<string, () => Promise<{ looked: unknown; knows: string }>>> = {
  'the logs of every app and server': () => {
    const folder = variable('TEST_LOGS');
    const files = readdirSync(folder).filter((file) => file.endsWith('.log'));
    const looked = files.flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'));
    expect(files).toEqual(expect.arrayContaining(['gateway.log', 'worker.log']));
    return Promise.resolve({ looked, knows: '"gateway"' });
  },
  'the metrics of the gateway': async () => ({
    looked: await metricsOf(gatewayUrl),
    knows: 'threadline_dispatch_dead_lettered_total',
  }),
  'the metrics of the worker': async () => ({ looked: await metricsOf(variable('WORKER_URL')), knows: 'threadline_' }),
  'the histories of Temporal': async () => ({
    looked: await workflowsOf(temporal, workspace.id),
    knows: 'run/secrecy',
  }),
};

describe.each(Object.entries(places))('%s', (_, look) => {
  it('hold no key, no secret, no number, name or text of anybody', async () => {
    const { looked, knows } = await look();
    expect(leaksIn(looked, { phones: [], texts: [knows] })).not.toEqual([]);
    expect(leaksIn(looked, sensitive())).toEqual([]);
  });

  it('would be found to hold each of them', async () => {
    const { looked } = await look();
    for (const text of sensitive().texts)
      expect(leaksIn([looked, { msg: `x=${encodeURIComponent(text)}` }], sensitive())).not.toEqual([]);
    expect(leaksIn([looked, JSON.stringify({ to: phone.slice(1) })], sensitive())).not.toEqual([]);
  });
});
