import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { topic, WhatsAppMessageReceived, WhatsAppTemplateStatus } from '@threadline/contracts';
import { KafkaConsumer, type ConsumedMessage } from '@threadline/kafka';
import { keepNumberSecrets } from '@threadline/persistence';
import { createLogger, SecretBox, SecretKeys } from '@threadline/platform';
import { signBody } from '@threadline/whatsapp';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { aPhone, aWorkspace, startGateway, type TestGateway, type TestWorkspace } from '../testing/test-gateway.js';

const brokers = (process.env['KAFKA_BROKERS'] ?? '').split(',');

let gateway: TestGateway;
let workspace: TestWorkspace;
let consumer: KafkaConsumer;
const seen: ConsumedMessage[] = [];

const variables = { GATEWAY_ROLES: 'ingress', DATABASE_URL: process.env['DATABASE_URL'] ?? '' };

beforeAll(async () => {
  gateway = await startGateway({ ...variables, KAFKA_BROKERS: brokers.join(',') });
  workspace = await aWorkspace(gateway);
  consumer = new KafkaConsumer({
    brokers,
    clientId: 'ingress-spec',
    logger: createLogger({ name: 'spec', level: 'silent' }),
  });
  void consumer.run({
    groupId: `ingress-spec-${randomUUID()}`,
    topics: [topic.whatsapp],
    handle: ({ messages }) => Promise.resolve(void seen.push(...messages)),
    onFatal: () => undefined,
  });
});
afterAll(async () => {
  await consumer.stop();
  await gateway.close();
});

describe('a webhook', () => {
  it("is answered once its events are on Kafka, under the contact's key", async () => {
    const [phone, wamid] = [aPhone(), `wamid.${randomUUID()}`];
    const body = webhook(messages(phone, [text(wamid, phone, 'héllo')]));
    expect((await deliver(body)).status).toBe(200);
    const message = await seenWith(wamid);
    expect(message.key?.toString()).toBe(`${workspace.workspaceId}/phone:${phone}`);
    const event = WhatsAppMessageReceived.parse(JSON.parse(String(message.value)));
    expect(event).toMatchObject({ id: wamid, workspaceid: workspace.workspaceId });
    expect(event.data.content).toEqual({ kind: 'text', text: 'héllo' });
  });

  it('about a template reaches the workspace of the account', async () => {
    const name = `template_${randomUUID().replaceAll('-', '')}`;
    const value = {
      event: 'APPROVED',
      message_template_id: 7,
      message_template_name: name,
      message_template_language: 'en',
    };
    await deliver(webhook({ field: 'message_template_status_update', value }));
    const event = WhatsAppTemplateStatus.parse(JSON.parse(String((await seenWith(name)).value)));
    expect(event).toMatchObject({
      workspaceid: workspace.workspaceId,
      data: { wabaId: workspace.wabaId, event: 'APPROVED' },
    });
  });

  it('for a number of nobody is acknowledged, counted and gives no event; the rest of it does', async () => {
    const [phone, mine, strange] = [aPhone(), `wamid.${randomUUID()}`, `wamid.${randomUUID()}`];
    const body = webhook(
      messages(phone, [text(strange, phone, 'hi')], `number-${randomUUID()}`),
      messages(phone, [text(mine, phone, 'hi')]),
    );
    expect((await deliver(body)).status).toBe(200);
    await seenWith(mine);
    expect(seen.some(({ value }) => String(value).includes(strange))).toBe(false);
    const { text: metrics } = await gateway.call('GET', '/metrics');
    expect(metrics).toMatch(/threadline_ingress_updates_total\{became="unknown_number",app="gateway"\} [1-9]/);
  });

  it.each([
    ['missing', () => undefined],
    ['empty', () => ''],
    ['of another secret', (body: Buffer) => signBody(body, 'another secret')],
    ['of another body', () => signBody(Buffer.from('{}'), 'app-secret')],
    ['nonsense', () => 'sha256=héllo'],
  ])('is refused when its signature is %s, and gives no event', async (_, signature) => {
    const wamid = `wamid.${randomUUID()}`;
    const answer = await deliver(webhook(messages(aPhone(), [text(wamid, aPhone(), 'hi')])), signature);
    expect(answer).toMatchObject({ status: 401, body: { code: 'bad_signature' } });
    expect(answer.text).not.toContain('hi"');
    expect(seen.some(({ value }) => String(value).includes(wamid))).toBe(false);
  });

  it('cut in half is refused: by its signature, and as no JSON when the half is signed', async () => {
    const whole = webhook(messages(aPhone(), [text(`wamid.${randomUUID()}`, aPhone(), 'hi')]));
    const half = whole.subarray(0, whole.length / 2);
    expect((await deliver(half, () => signBody(whole, 'app-secret'))).status).toBe(401);
    expect(await deliver(half)).toMatchObject({ status: 400, body: { code: 'invalid_json' } });
    expect((await deliver(Buffer.alloc(0))).status).toBe(400);
  });

  it.each(['{}', '[]', 'null', '{"object":"page","entry":[]}'])('of another form is refused: %s', async (body) => {
    expect(await deliver(Buffer.from(body))).toMatchObject({ status: 400, body: { code: 'unreadable_webhook' } });
  });

  it('of up to 3 MB is taken, a larger one is refused', async () => {
    const [phone, wamid] = [aPhone(), `wamid.${randomUUID()}`];
    const updates = Array.from({ length: 900 }, (_, index) => text(`${wamid}-${index}`, phone, 'x'.repeat(2_500)));
    expect((await deliver(webhook(messages(phone, updates)))).status).toBe(200);
    await seenWith(`${wamid}-899`);
    const answer = await deliver(Buffer.from(`"${'x'.repeat(3 * 1024 * 1024)}"`));
    expect(answer).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
  });
});

describe('a webhook of an app of a workspace`s own', () => {
  const box = new SecretBox(SecretKeys.parse(`test:${Buffer.alloc(32).toString('base64')}`));
  const bySecret = (secret: string) => (body: Buffer) => signBody(body, secret);

  async function withOwnApp(): Promise<TestWorkspace> {
    const owner = await aWorkspace(gateway);
    const { phoneNumberId } = owner;
    await keepNumberSecrets(gateway.dataSource.manager, box, { phoneNumberId, change: { appSecret: 'own' } });
    return owner;
  }

  it('is taken when its own secret signs it, and refused when that of the installation does', async () => {
    const { phoneNumberId, wabaId, workspaceId } = await withOwnApp();
    const [phone, wamid] = [aPhone(), `wamid.${randomUUID()}`];
    const body = webhookOf(wabaId, messages(phone, [text(wamid, phone, 'hi')], phoneNumberId));
    expect((await deliver(body)).status).toBe(401);
    expect((await deliver(body, bySecret('own'))).status).toBe(200);
    const event = WhatsAppMessageReceived.parse(JSON.parse(String((await seenWith(wamid)).value)));
    expect(event.workspaceid).toBe(workspaceId);
  });

  it('tells nothing of numbers that are of another app', async () => {
    const { phoneNumberId, wabaId } = await withOwnApp();
    const [phone, own, forged] = [aPhone(), `wamid.${randomUUID()}`, `wamid.${randomUUID()}`];
    const body = webhookOf(
      wabaId,
      messages(phone, [text(own, phone, 'hi')], phoneNumberId),
      messages(phone, [text(forged, phone, 'hi')]),
    );
    expect(await deliver(body, bySecret('own'))).toMatchObject({ status: 401, body: { code: 'bad_signature' } });
    expect((await deliver(body)).status).toBe(401);
    expect(seen.some(({ value }) => String(value).includes(forged) || String(value).includes(own))).toBe(false);
  });
});

it('answers 503 while Kafka is away, so that WhatsApp delivers again', async () => {
  const cutOff = await startGateway({ ...variables, KAFKA_BROKERS: '127.0.0.1:1' });
  const phone = aPhone();
  const answer = await deliver(
    webhook(messages(phone, [text(`wamid.${randomUUID()}`, phone, 'hi')])),
    undefined,
    cutOff,
  );
  expect(answer).toMatchObject({ status: 503, body: { code: 'kafka_unavailable' } });
  expect(answer.headers.get('retry-after')).not.toBeNull();
  await cutOff.close();
});

describe('the handshake', () => {
  const ask = (token: string, challenge = '1158201444') =>
    gateway.call('GET', `/ingress/whatsapp?hub.mode=subscribe&hub.challenge=${challenge}&hub.verify_token=${token}`);

  it('gives the bare challenge back for our token', async () => {
    expect(await ask('verify-token')).toMatchObject({ status: 200, text: '1158201444' });
  });

  it('is refused for another token, and for what is no challenge', async () => {
    expect(await ask('another')).toMatchObject({ status: 403, body: { code: 'verification_failed' } });
    expect((await ask('verify-token', '%3Cscript%3E')).status).toBe(400);
    expect((await gateway.call('GET', '/ingress/whatsapp')).status).toBe(400);
  });
});

it('serves no API in the role of the ingress alone', async () => {
  expect((await workspace.get('/automations')).status).toBe(404);
});

const text = (id: string, phone: string, body: string) => ({
  id,
  from: phone.slice(1),
  timestamp: '1767225600',
  type: 'text',
  text: { body },
});

const messages = (phone: string, sent: object[], phoneNumberId = workspace.phoneNumberId) => ({
  field: 'messages',
  value: {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '390212345678', phone_number_id: phoneNumberId },
    contacts: [{ wa_id: phone.slice(1), profile: { name: 'Ada' } }],
    messages: sent,
  },
});

const webhook = (...changes: object[]): Buffer => webhookOf(workspace.wabaId, ...changes);

const webhookOf = (id: string, ...changes: object[]): Buffer =>
  Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id, changes }] }));

function deliver(
  body: Buffer,
  signature: (body: Buffer) => string | undefined = (signed) => signBody(signed, 'app-secret'),
  to = gateway,
) {
  const signed = signature(body);
  const headers = {
    'content-type': 'application/json',
    ...(signed !== undefined && { 'x-hub-signature-256': signed }),
  };
  return to.call('POST', '/ingress/whatsapp', { body, headers });
}

async function seenWith(words: string): Promise<ConsumedMessage> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const found = seen.find(({ value }) => String(value).includes(words));
    if (found) return found;
    await pause(50);
  }
  throw new Error(`no event with ${words}`);
}
