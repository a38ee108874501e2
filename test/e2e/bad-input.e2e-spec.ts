import { randomInt, randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { topic, type ShopCartUpdated } from '@threadline/contracts';
import { signBody } from '@threadline/whatsapp';
import { aWorkspace, type TestWorkspace } from '../support/a-workspace.js';
import { DeadLetterReader } from '../support/dead-letters.js';
import { environment } from '../support/environment.js';
import { eventually } from '../support/eventually.js';
import { GatewayClient, type ShownRun } from '../support/gateway-client.js';
import { bytesOf, KafkaEvents, type RawMessage } from '../support/kafka-events.js';
import { aCart, aPhone, keyOf } from '../support/outside-events.js';

const phrase = 'open sesame';
const tagging = { type: 'add_tag', tag: 'seen', next: null };

let workspace: TestWorkspace;
let gateway: GatewayClient;
let kafka: KafkaEvents;
let deadLetters: DeadLetterReader;
let cartAutomation: string;
let phraseAutomation: string;

beforeAll(async () => {
  workspace = await aWorkspace();
  gateway = new GatewayClient(environment('GATEWAY_URL'), workspace.apiKey);
  kafka = await KafkaEvents.open(environment('KAFKA_BROKERS'));
  deadLetters = await DeadLetterReader.open(environment('KAFKA_BROKERS'));
  cartAutomation = await gateway.publish({
    name: 'Carts',
    triggers: [{ id: 'cart', type: 'shop', event: 'cart.updated', key: 'data.cartId' }],
    entry: { mode: 'always' },
    start: 'tag',
    steps: { tag: tagging },
  });
  phraseAutomation = await gateway.publish({
    name: 'Phrase',
    triggers: [{ id: 'phrase', type: 'customer_message', match: phrase }],
    start: 'tag',
    steps: { tag: tagging },
  });
});
afterAll(() => Promise.all([kafka.close(), deadLetters.close()]));

const good = (told?: Partial<ShopCartUpdated['data']>) => aCart(workspace.id, told);
const sent = (event: ShopCartUpdated): RawMessage => ({ key: keyOf(event), value: event });
const runsOf = async (event: ShopCartUpdated): Promise<ShownRun[]> =>
  (await gateway.runsOf(cartAutomation)).filter(({ key }) => key === event.data.cartId);
const aRunOf = (event: ShopCartUpdated) =>
  eventually(`a run for ${event.data.cartId}`, async () =>
    (await runsOf(event)).find(({ state }) => state === 'completed'),
  );

interface BadMessage {
  readonly bad: string;
  readonly message: () => RawMessage;
  readonly code: string;
  readonly reason: RegExp;
  readonly topic?: string;
}

const badMessages: BadMessage[] = [
  {
    bad: 'is not JSON',
    message: () => ({ ...sent(good()), value: '{"specversion":"1.0",' }),
    code: 'not_json',
    reason: /not JSON/,
  },
  {
    bad: 'is not text at all',
    message: () => ({ ...sent(good()), value: Buffer.from([0xff, 0xfe, 0x00, 0x80]) }),
    code: 'not_json',
    reason: /not UTF-8/,
  },
  {
    bad: 'is not a CloudEvent',
    message: () => ({ ...sent(good()), value: { type: 'shop.cart.updated', cartId: 'cart' } }),
    code: 'not_cloud_event',
    reason: /CloudEvent 1\.0: specversion/,
  },
  {
    bad: 'is of an unknown type',
    message: () => ({ ...sent(good()), value: { ...good(), type: 'shop.cart.vanished' } }),
    code: 'unknown_type',
    reason: /"shop\.cart\.vanished"; known are .*shop\.cart\.updated/,
  },
  {
    bad: 'has wrong data',
    message: () => ({ ...sent(good()), value: { ...good(), data: { contact: { phone: 'none' }, cartId: 'cart' } } }),
    code: 'wrong_data',
    reason: /data\.contact\.phone/,
  },
  {
    bad: 'has 2 MB',
    message: () => sent(good({ checkoutUrl: `https://example.com/${'x'.repeat(2 * 1024 * 1024)}` })),
    code: 'too_large',
    reason: /2\d{6} bytes, at most 1048576/,
  },
  {
    bad: 'has a key that disagrees with the contact',
    message: () => ({ ...sent(good()), key: keyOf(good()) }),
    code: 'wrong_key',
    reason: /key must be .*phone/,
  },
  {
    bad: 'has no key',
    message: () => ({ ...sent(good()), key: null }),
    code: 'wrong_key',
    reason: /key must be/,
  },
  {
    bad: 'names a contact that does not exist',
    message: () => sent(good({ contact: { id: randomUUID() } })),
    code: 'unknown_contact',
    reason: /no contact/,
  },
  {
    bad: 'names a workspace that does not exist',
    message: () => sent(aCart(randomUUID())),
    code: 'unknown_workspace',
    reason: /workspace/,
  },
  {
    bad: 'came to a number that does not exist',
    message: () => aMessageTo('number-nobody-has'),
    code: 'unknown_number',
    reason: /number/,
    topic: topic.whatsapp,
  },
];

describe('a Kafka message that', () => {
  it.each(badMessages)('$bad is put aside with its reason and bytes, and the next one is handled', async (given) => {
    const bad = given.message();
    const next = good();
    const place = await kafka.sendInOrder(given.topic ?? topic.shop, randomInt(6), [bad, sent(next)]);
    const letter = await eventually(`the dead letter of ${place.offset}`, () => Promise.resolve(deadLetters.of(place)));
    expect(letter.why['code']).toBe(given.code);
    expect(letter.why['reason']).toMatch(given.reason);
    expect(letter.key).toBe(bad.key);
    expect(letter.value?.equals(bytesOf(bad.value))).toBe(true);
    expect((await aRunOf(next)).state).toBe('completed');
  });
});

it('starts one run when an event comes five times', async () => {
  const event = good();
  await kafka.sendInOrder(topic.shop, 0, [event, event].map(sent));
  await aRunOf(event);
  const last = good();
  await kafka.sendInOrder(topic.shop, 0, [event, event, event, last].map(sent));
  await aRunOf(last);
  expect(await runsOf(event)).toHaveLength(1);
});

describe('a webhook', () => {
  const deliver = (body: Buffer, signature: string) =>
    fetch(`${environment('GATEWAY_URL')}/ingress/whatsapp`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature },
      body,
    });
  const signed = (body: Buffer) => deliver(body, signBody(body, environment('WHATSAPP_APP_SECRET')));
  const startsBy = (wamid: string) => Buffer.from(JSON.stringify(aWebhook(wamid)));

  it('with a wrong signature is refused', async () => {
    const body = startsBy(`wamid.${randomUUID()}`);
    expect((await deliver(body, signBody(body, 'another secret'))).status).toBe(401);
    expect((await deliver(body, 'nonsense')).status).toBe(401);
  });

  it('cut in half is refused', async () => {
    const body = startsBy(`wamid.${randomUUID()}`);
    expect((await signed(body.subarray(0, body.length / 2))).status).toBe(400);
  });

  it('of 5 MB is refused', async () => {
    expect(await statusOfAnnounced(5 * 1024 * 1024)).toBe(413);
  });

  it('that is good is taken after all these, and starts one run however often it comes', async () => {
    const body = startsBy(`wamid.${randomUUID()}`);
    for (const _ of [1, 2, 3]) expect((await signed(body)).status).toBe(200);
    await eventually('the run of the phrase', async () => (await gateway.runsOf(phraseAutomation))[0]);
    expect(await gateway.runsOf(phraseAutomation)).toHaveLength(1);
  });
});

function aMessageTo(phoneNumberId: string): RawMessage {
  const cart = good();
  const data = { contact: cart.data.contact, phoneNumberId, messageId: `wamid.${randomUUID()}` };
  const value = {
    ...cart,
    type: 'whatsapp.message.received',
    data: { ...data, content: { kind: 'text', text: phrase } },
  };
  return { key: keyOf(cart), value };
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/text */
function aWebhook(wamid: string): object {
  const from = aPhone().slice(1);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '390212345678', phone_number_id: workspace.phoneNumberId },
    contacts: [{ profile: { name: 'Ada' }, wa_id: from }],
    messages: [{ from, id: wamid, timestamp, type: 'text', text: { body: phrase } }],
  };
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: workspace.wabaId, changes: [{ field: 'messages', value }] }],
  };
}

/** The answer to a webhook that announces so many bytes: a server may refuse it before it has read them. */
function statusOfAnnounced(bytes: number): Promise<number | undefined> {
  const headers = { 'content-type': 'application/json', 'content-length': bytes, 'x-hub-signature-256': 'sha256=00' };
  return new Promise((resolve, reject) => {
    const sent = request(`${environment('GATEWAY_URL')}/ingress/whatsapp`, { method: 'POST', headers });
    sent.once('error', reject);
    sent.once('response', (response) => {
      response.resume();
      sent
        .removeListener('error', reject)
        .on('error', () => undefined)
        .destroy();
      resolve(response.statusCode);
    });
    sent.flushHeaders();
  });
}
