import { beforeAll, expect, it } from '@jest/globals';
import { topic } from '@threadline/contracts';
import { signBody } from '@threadline/whatsapp';
import { readdirSync, readFileSync } from 'node:fs';
import { aWorkspace, type TestWorkspace } from '../support/a-workspace.js';
import { environment } from '../support/environment.js';
import { eventually } from '../support/eventually.js';
import { GatewayClient } from '../support/gateway-client.js';
import { KafkaEvents } from '../support/kafka-events.js';
import { aCart, keyOf } from '../support/outside-events.js';
import { drawsOf, mutate } from './mutations.js';
import { systems } from './systems.js';

/** A spoilt body, as its sender signs and delivers it. */
interface Delivery {
  readonly path: string;
  readonly bytes: Buffer;
  readonly headers: Record<string, string>;
}

const deliveries = 1_500;
const atOnce = 16;
const partitions = 6;
const draw = drawsOf(1_500);

let workspace: TestWorkspace;
let gateway: GatewayClient;
let sources: (() => Delivery)[];

beforeAll(async () => {
  workspace = await aWorkspace();
  gateway = new GatewayClient(environment('GATEWAY_URL'), workspace.apiKey);
  sources = [fromWhatsApp(), ...(await Promise.all(systems.map(fromSystem)))];
});

/** Recorded webhooks, as if they were of the workspace's number. */
function fromWhatsApp(): () => Delivery {
  const folder = new URL('../payloads/whatsapp/', import.meta.url);
  const bodies = readdirSync(folder).map((file): unknown =>
    JSON.parse(
      readFileSync(new URL(file, folder), 'utf8')
        .replaceAll('100000000000001', workspace.phoneNumberId)
        .replaceAll('210000000000001', workspace.wabaId),
    ),
  );
  return () => {
    const bytes = mutate(bodies[draw(bodies.length)], draw);
    const headers = { 'x-hub-signature-256': signBody(bytes, environment('WHATSAPP_APP_SECRET')) };
    return { path: '/ingress/whatsapp', bytes, headers };
  };
}

async function fromSystem(system: (typeof systems)[number]): Promise<() => Delivery> {
  const { kind, settings, secrets, posts } = system;
  const given = { kind, name: kind, settings, secrets };
  const { webhookPath } = await gateway.call<{ webhookPath: string }>('POST', '/connections', given);
  return () => {
    const post = posts[draw(posts.length)]!;
    const bytes = mutate(post.body, draw);
    return { path: webhookPath, bytes, headers: system.headers(bytes, post.topic) };
  };
}

/** What the ingress answered; a refusal must say why. */
async function answerTo({ path, bytes, headers }: Delivery): Promise<string> {
  const response = await fetch(`${environment('GATEWAY_URL')}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: bytes,
  });
  const text = await response.text();
  if (response.ok) return '200';
  const { code, detail } = JSON.parse(text) as { code?: string; detail?: string };
  return detail ? `${response.status} ${code}` : `${response.status} without a reason: ${text}`;
}

it('takes or refuses each of 1,500 spoilt webhooks with a reason, and goes on', async () => {
  const answers = new Set<string>();
  for (let sent = 0; sent < deliveries; sent += atOnce) {
    const some = Array.from({ length: atOnce }, (_, place) => sources[(sent + place) % sources.length]!());
    for (const answer of await Promise.all(some.map(answerTo))) answers.add(answer);
  }
  expect([...answers].sort()).toEqual(['200', '400 invalid_json', '400 unreadable_webhook', '422 unmapped_webhook']);
  await everyPartitionMovesOn();
});

/** Behind everything that was taken a good event is handled, in every partition of every topic it may have gone to. */
async function everyPartitionMovesOn(): Promise<void> {
  const kafka = await KafkaEvents.open(environment('KAFKA_BROKERS'));
  const carts: ReturnType<typeof aCart>[] = [];
  for (const name of [topic.shop, topic.whatsapp, topic.ticket, topic.integration])
    for (let partition = 0; partition < partitions; partition++) {
      const cart = aCart(workspace.id);
      carts.push(cart);
      await kafka.sendInOrder(name, partition, [{ key: keyOf(cart), value: cart }]);
    }
  await kafka.close();
  const missing = new Set(carts.map(({ data }) => data.contact.phone));
  await eventually('the contacts of good events', async () => {
    for (const { identities } of (await gateway.call<ContactsPage>('GET', '/contacts?limit=100')).data)
      for (const { value } of identities) missing.delete(value);
    return missing.size === 0 ? true : undefined;
  });
}

interface ContactsPage {
  readonly data: { readonly identities: { readonly value: string }[] }[];
}
