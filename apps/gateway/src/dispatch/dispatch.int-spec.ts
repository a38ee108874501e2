import 'reflect-metadata';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { KafkaProducer } from '@threadline/kafka';
import { TemporaryKafka, until } from '@threadline/kafka/testing';
import { Registry } from '@threadline/platform';
import { DispatchConsumer } from './dispatch-consumer.js';
import { aCart, keyOfPhone } from './testing/events.js';
import { ScriptedHandler } from './testing/scripted-handler.js';
import { startDispatch } from './testing/start-dispatch.js';

const kafka = new TemporaryKafka();
const producer = new KafkaProducer(kafka.settings);
const registry = new Registry();
const [anna, bea] = ['+391110000001', '+391110000002'];

let topic: string;
let graveyard: string;
let handler: ScriptedHandler;
let app: INestApplicationContext | undefined;

beforeEach(async () => {
  handler = new ScriptedHandler();
  topic = await kafka.topic();
  graveyard = await kafka.topic();
});
afterEach(async () => {
  await app?.close();
  registry.clear();
});
afterAll(async () => {
  await producer.disconnect();
  await kafka.close();
});

async function start(groupId = kafka.group()): Promise<DispatchConsumer> {
  const options = { kafka: kafka.settings, groupId, topics: [topic], deadLetterTopic: graveyard };
  app = await startDispatch(options, { handler, producer, registry });
  return app.get(DispatchConsumer);
}

const put = (content: unknown, key: string) =>
  producer.send(topic, [{ key, value: typeof content === 'string' ? content : JSON.stringify(content) }]);
const putCart = (id: string, phone: string, key = keyOfPhone(phone)) => put(aCart(id, phone), key);

const deadLetterCodes = async (count: number) =>
  (await kafka.read(graveyard, count)).map(({ headers }) => String(headers['threadline-dlq-code']));

describe('dispatch', () => {
  it('keeps the order of each contact', async () => {
    const ids = Array.from({ length: 50 }, (_, index) => String(index));
    await Promise.all(ids.flatMap((id) => [putCart(`a${id}`, anna), putCart(`b${id}`, bea)]));
    await start();
    await until(() => handler.handled.length === 100);
    for (const contact of ['a', 'b']) {
      expect(handler.handled.filter((id) => id.startsWith(contact))).toEqual(ids.map((id) => contact + id));
    }
  });

  it('buries poison of every kind and goes on with what stands behind it', async () => {
    handler.behave((id) => (id === 'poison' ? Promise.reject(new TypeError('a defect')) : undefined));
    await start();
    await put('{"half', 'any');
    await put({ ...aCart('x', anna), type: 'shop.cart.stolen' }, keyOfPhone(anna));
    await put({ ...aCart('x', anna), pad: 'x'.repeat(2 * 1024 * 1024) }, keyOfPhone(anna));
    await putCart('poison', anna);
    await putCart('wrong key', anna, keyOfPhone(bea));
    await putCart('good', anna);
    await until(() => handler.handled.includes('good'));
    const codes = await deadLetterCodes(5);
    expect(codes.sort()).toEqual(['handling_failed', 'not_json', 'too_large', 'unknown_type', 'wrong_key']);
    expect(handler.handled).toEqual(['good']);
  });

  it('hands events on again when the handler lost its connection, and not what it had done', async () => {
    handler.behave((id, attempt) =>
      id === 'a2' && attempt === 1
        ? Promise.reject(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))
        : undefined,
    );
    for (const id of ['a1', 'a2', 'a3']) await putCart(id, anna);
    await start();
    await until(() => handler.handled.length === 3);
    expect(handler.handled).toEqual(['a1', 'a2', 'a3']);
    expect(handler.attempts).toEqual(['a1', 'a2', 'a2', 'a3']);
  });

  it('goes on after the last batch when the app is started anew', async () => {
    const groupId = kafka.group();
    await start(groupId);
    await putCart('a1', anna);
    await until(() => handler.handled.length === 1);
    await app?.close();
    await putCart('a2', anna);
    handler = new ScriptedHandler();
    registry.clear();
    await start(groupId);
    await until(() => handler.handled.length > 0);
    expect(handler.attempts).toEqual(['a2']);
  });

  it('shows its health, what is in flight and what is still to come', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    handler.behave((id) => (id === 'a1' ? held : undefined));
    const { check } = (await start()).healthCheck();
    await putCart('a1', anna);
    await until(() => handler.attempts.includes('a1'));
    await until(() =>
      check().then(
        () => true,
        () => false,
      ),
    );
    expect(await registry.metrics()).toContain('threadline_dispatch_in_flight 1');
    expect(await registry.metrics()).toContain(`threadline_dispatch_lag{topic="${topic}"} 1`);
    release();
    await until(async () => (await registry.metrics()).includes(`threadline_dispatch_lag{topic="${topic}"} 0`));
    await app?.close();
    await expect(check()).rejects.toThrow('not a member');
  });
});
