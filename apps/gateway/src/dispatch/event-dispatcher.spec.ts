import { beforeEach, describe, expect, it } from '@jest/globals';
import { DeadLetters, KafkaUnavailable, type ConsumedMessage, type OutgoingMessage } from '@threadline/kafka';
import { createLogger, FixedClock, Registry } from '@threadline/platform';
import { DispatchMetrics } from './dispatch-metrics.js';
import { DispatchOptions } from './dispatch-options.js';
import { EventDispatcher } from './event-dispatcher.js';
import { aCart, aStatus, keyOfPhone } from './testing/events.js';
import { ScriptedHandler } from './testing/scripted-handler.js';

const [anna, bea, carl] = ['+391110000001', '+391110000002', '+391110000003'];
const logger = createLogger({ name: 'spec', level: 'silent' });
let pause: (ms: number) => Promise<unknown>;
let paused: number[];
const options = new DispatchOptions({
  kafka: { brokers: [], clientId: 'spec', logger },
  concurrency: 2,
  pause: (ms) => (paused.push(ms), pause(ms)),
});

let handler: ScriptedHandler;
let registry: Registry;
let dead: OutgoingMessage[];
let isKafkaAway: boolean;
let dispatcher: EventDispatcher;

beforeEach(() => {
  handler = new ScriptedHandler();
  registry = new Registry();
  dead = [];
  isKafkaAway = false;
  paused = [];
  pause = () => Promise.resolve();
  const send = (_topic: string, letters: readonly OutgoingMessage[]) => {
    if (isKafkaAway) return Promise.reject(new KafkaUnavailable('away'));
    dead.push(...letters);
    return Promise.resolve();
  };
  const letters = new DeadLetters({ send }, new FixedClock(0));
  dispatcher = new EventDispatcher(handler, letters, new DispatchMetrics(registry), options);
});

function aMessage(content: unknown, key: string | null): ConsumedMessage {
  const value = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  const rawKey = key === null ? null : Buffer.from(key);
  return { topic: 't', partition: 0, offset: '7', key, rawKey, value, headers: {}, timestamp: 0 };
}

const cart = (id: string, phone: string) => aMessage(aCart(id, phone), keyOfPhone(phone));
const status = (id: string, phone: string) => aMessage(aStatus(id, phone), keyOfPhone(phone));
const dispatch = (...messages: ConsumedMessage[]) =>
  dispatcher.handle({ topic: 't', partition: 0, groupId: 'g', messages });
const codes = () => dead.map(({ headers }) => headers?.['threadline-dlq-code']);
const reset = () => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
const count = async (name: string) => (await registry.getSingleMetric(name)?.get())?.values.map(({ value }) => value);

describe('a batch', () => {
  it('is handled in order per contact, and contacts side by side up to the limit', async () => {
    await dispatch(cart('a1', anna), cart('b1', bea), cart('c1', carl), cart('a2', anna), cart('a3', anna));
    expect(handler.handled.filter((id) => id.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
    expect([...handler.handled].sort()).toEqual(['a1', 'a2', 'a3', 'b1', 'c1']);
    expect(handler.mostAtOnce).toBe(2);
  });

  it('drops repeats, within it and of earlier ones', async () => {
    await dispatch(cart('a1', anna), cart('a2', anna), cart('a1', anna));
    await dispatch(cart('a2', anna), cart('a3', anna));
    expect(handler.attempts).toEqual(['a1', 'a2', 'a3']);
    expect(await count('threadline_dispatch_deduplicated_total')).toEqual([2]);
    expect(await count('threadline_dispatch_consumed_total')).toEqual([5]);
  });

  it('drops what nobody listens to', async () => {
    await dispatch(
      aMessage({ ...aCart('l1', anna), type: 'integration.lead.created' }, keyOfPhone(anna)),
      cart('a1', anna),
    );
    expect(handler.attempts).toEqual(['a1']);
    expect(await count('threadline_dispatch_unheard_total')).toEqual([1]);
  });

  it('gives all its statuses to the handler together', async () => {
    await dispatch(status('s1', anna), cart('a1', anna), status('s2', bea));
    expect(handler.statuses).toEqual([['s1', 's2']]);
    expect(handler.handled).toEqual(['a1']);
  });

  it('buries what cannot be read, with the reason, and goes on', async () => {
    await dispatch(
      aMessage('{"half', 'k'),
      cart('a1', anna),
      aMessage(aCart('x', anna), keyOfPhone(bea)),
      aMessage({ ...aCart('y', anna), type: 'shop.cart.stolen' }, keyOfPhone(anna)),
    );
    expect(codes()).toEqual(['not_json', 'wrong_key', 'unknown_type']);
    expect(handler.handled).toEqual(['a1']);
    expect(await count('threadline_dispatch_dead_lettered_total')).toEqual([1, 1, 1]);
  });
});

describe('an event that fails', () => {
  it('three times for its own reasons is buried with the stack, and the next of its contact is handled', async () => {
    handler.behave((id) => (id === 'poison' ? Promise.reject(new TypeError('a defect')) : undefined));
    await dispatch(cart('a1', anna), cart('poison', anna), cart('a2', anna), cart('b1', bea));
    expect(handler.attempts.filter((id) => id === 'poison')).toHaveLength(3);
    expect([...handler.handled].sort()).toEqual(['a1', 'a2', 'b1']);
    expect(dead).toHaveLength(1);
    expect(dead[0]?.headers).toMatchObject({
      'threadline-dlq-code': 'handling_failed',
      'threadline-dlq-reason': 'Handling failed 3 times: a defect',
      'threadline-dlq-stack': expect.stringContaining('TypeError: a defect'),
    });
  });

  it('by a domain error is buried with its code and words', async () => {
    const refusal = Object.assign(new Error('there is no such contact'), { code: 'unknown_contact' });
    handler.behave((id) => (id === 'a1' ? Promise.reject(refusal) : undefined));
    await dispatch(cart('a1', anna), cart('b1', bea));
    expect(handler.handled).toEqual(['b1']);
    expect(dead[0]?.headers).toMatchObject({
      'threadline-dlq-code': 'unknown_contact',
      'threadline-dlq-reason': 'there is no such contact',
    });
  });

  it('once or twice is handled after all', async () => {
    handler.behave((id, attempt) => (id === 'a1' && attempt < 3 ? Promise.reject(new Error('hm')) : undefined));
    await dispatch(cart('a1', anna));
    expect([handler.handled, dead]).toEqual([['a1'], []]);
  });

  it('is tried again after short pauses, the second longer than the first', async () => {
    handler.behave((id) => (id === 'a1' ? Promise.reject(new Error('hm')) : undefined));
    await dispatch(cart('a1', anna));
    expect(paused).toHaveLength(2);
    const [first = 0, second = 0] = paused;
    expect([first >= 25, first <= 50, second >= 100, second <= 200]).toEqual([true, true, true, true]);
  });

  it('holds no place while it pauses: others go on', async () => {
    const many = Array.from({ length: 10 }, (_, nth) => cart(`b${nth}`, `+39222000000${nth}`));
    pause = async () => {
      while (handler.handled.length < many.length) await new Promise(setImmediate);
    };
    handler.behave((id) => (id.startsWith('a') ? Promise.reject(new Error('hm')) : undefined));
    await dispatch(cart('a1', anna), cart('a2', carl), ...many);
    expect(handler.mostAtOnce).toBe(2);
    expect(codes()).toEqual(['handling_failed', 'handling_failed']);
  });

  it('is tried at once when a batch with many such has paused for a second in all', async () => {
    handler.behave((id) => (id.startsWith('s') ? Promise.reject(new Error('hm')) : undefined));
    await dispatch(...Array.from({ length: 50 }, (_, nth) => status(`s${nth}`, anna)));
    expect(dead).toHaveLength(50);
    expect(Math.round(paused.reduce((sum, ms) => sum + ms, 0))).toBe(1_000);
  });

  it('for a lost connection makes the batch come again, with nothing lost, repeated or out of order', async () => {
    let isDown = true;
    handler.behave((id) => (isDown && id === 'a2' ? Promise.reject(reset()) : undefined));
    const batch = [cart('a1', anna), aMessage('broken', 'k'), cart('a2', anna), cart('a3', anna), status('s1', bea)];
    await expect(dispatch(...batch)).rejects.toThrow('ECONNRESET');
    expect([handler.handled, dead]).toEqual([['a1'], []]);
    isDown = false;
    await dispatch(...batch);
    expect(handler.handled).toEqual(['a1', 'a2', 'a3']);
    expect(codes()).toEqual(['not_json']);
    expect(handler.statuses).toEqual([['s1']]);
  });

  it('makes no other contact begin once the batch is to come again', async () => {
    handler.behave((id) => (id === 'a1' ? Promise.reject(reset()) : undefined));
    await expect(dispatch(cart('a1', anna), cart('b1', bea), cart('c1', carl))).rejects.toThrow('ECONNRESET');
    expect(handler.attempts).not.toContain('c1');
  });
});

describe('what stands around the events', () => {
  it('finds the status at fault among many', async () => {
    handler.behave((id) => (id === 's2' ? Promise.reject(new Error('a defect')) : undefined));
    await dispatch(status('s1', anna), status('s2', bea), status('s3', carl));
    expect(handler.statuses).toEqual([['s1'], ['s3']]);
    expect(codes()).toEqual(['handling_failed']);
  });

  it('goes on without the look-up of handled events when that has a defect', async () => {
    handler.behave((id) => (id === 'seen' ? Promise.reject(new Error('a defect')) : undefined));
    await dispatch(cart('a1', anna));
    await dispatch(cart('a1', anna));
    expect([handler.handled, dead]).toEqual([['a1'], []]);
    expect(await count('threadline_dispatch_deduplicated_total')).toEqual([1]);
  });

  it('comes again when the dead letter cannot be stored', async () => {
    isKafkaAway = true;
    await expect(dispatch(aMessage('broken', 'k'), cart('a1', anna))).rejects.toBeInstanceOf(KafkaUnavailable);
    isKafkaAway = false;
    await dispatch(aMessage('broken', 'k'), cart('a1', anna));
    expect([handler.handled, codes()]).toEqual([['a1'], ['not_json']]);
  });
});
