import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { topicOf } from '@threadline/contracts';
import { emit, inTransaction } from '@threadline/persistence';
import { openDatabase } from '@threadline/persistence/testing';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { outboundEvent } from '../outbound-events.js';
import { OutboxRelay } from './outbox-relay.js';

const workspaceId = randomUUID();
const contacts = Array.from({ length: 40 }, () => randomUUID());
const rounds = 25;
let dataSource: DataSource;

beforeAll(async () => {
  dataSource = await openDatabase({ url: process.env['DATABASE_URL'], poolSize: 6 });
});
afterAll(() => dataSource.destroy());

/** An event of a contact, the nth. */
const news = (contactId: string, nth: number) =>
  outboundEvent(
    'contact.opted_out',
    { contactId, via: String(nth) },
    { workspaceId, at: nth, occurrence: String(nth) },
  );

it('two relays at once carry each event once, every contact`s in their order, while more come', async () => {
  const arrived: { data: { contactId: string; via: string } }[] = [];
  const sink = {
    send: async (_topic: string, messages: { value: string }[]) => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 4));
      arrived.push(...messages.map(({ value }) => JSON.parse(value) as (typeof arrived)[number]));
    },
  };
  const relays = [new OutboxRelay(dataSource, sink), new OutboxRelay(dataSource, sink)];
  const all = contacts.length * rounds;
  const relaying = relays.map(async (relay) => {
    while (arrived.length < all) await relay.drain();
  });
  for (let nth = 0; nth < rounds; nth++)
    await inTransaction(dataSource, (tx) =>
      emit(
        tx,
        contacts.map((contact) => news(contact, nth)),
      ),
    );
  await Promise.all(relaying);
  const inOrder = Array.from({ length: rounds }, (_, nth) => String(nth));
  for (const contact of contacts) {
    const heard = arrived.filter(({ data }) => data.contactId === contact).map(({ data }) => data.via);
    expect(heard).toEqual(inOrder);
  }
});

it('what Kafka does not take stays, and goes out the next time', async () => {
  const [contact = ''] = contacts;
  await inTransaction(dataSource, (tx) => emit(tx, [news(contact, 99)]));
  const down = new OutboxRelay(dataSource, { send: () => Promise.reject(new Error('no broker')) });
  await expect(down.drain()).rejects.toThrow('no broker');
  const up = new OutboxRelay(dataSource, { send: () => Promise.resolve() });
  expect([await up.drain(), await up.drain()]).toEqual([1, 0]);
});

it('a topic that takes nothing holds up no other, and what the others took is not sent again', async () => {
  const [contactId = ''] = contacts;
  const step = { runId: randomUUID(), contactId, automationId: randomUUID(), version: 1, key: '', step: 'a', turn: 1 };
  const about = { workspaceId, at: 1, occurrence: 'a/1' };
  await inTransaction(dataSource, (tx) => emit(tx, [news(contactId, 100), outboundEvent('run.step', step, about)]));
  const tried: string[] = [];
  let missing: string | undefined = topicOf('run.step');
  const send = (topic: string): Promise<void> => {
    tried.push(topic);
    return topic === missing ? Promise.reject(new Error(`no topic ${topic}`)) : Promise.resolve();
  };
  const relay = new OutboxRelay(dataSource, { send });
  for (let round = 0; round < 2; round++) await expect(relay.drain()).rejects.toThrow('no topic');
  missing = undefined;
  expect(await relay.drain()).toBe(1);
  const triesOf = (topic: string) => tried.filter((one) => one === topic).length;
  expect([triesOf(topicOf('contact.opted_out')), triesOf(topicOf('run.step'))]).toEqual([1, 3]);
});
