import { describe, expect, it } from '@jest/globals';
import { KafkaUnavailable, MessageRefused } from '../client/kafka-errors.js';
import type { OutgoingMessage } from './outgoing-message.js';
import { SendLoop, type SendLoopOptions } from './send-loop.js';

const message = (value: string): OutgoingMessage => ({ key: 'contact', value });
const never = new Promise<void>(() => undefined);

class TooLarge extends Error {
  readonly type = 'MESSAGE_TOO_LARGE';
  readonly retriable = false;
}

class Gone extends Error {
  override readonly name = 'KafkaJSNumberOfRetriesExceeded';
}

/** A broker that notes what each client sent, and answers as told. */
function aBroker(answer: (values: string[]) => Promise<void> = () => Promise.resolve()) {
  const batches: { client: number; values: string[] }[] = [];
  const disconnected: number[] = [];
  let clients = 0;
  const connect: SendLoopOptions['connect'] = () => {
    const client = ++clients;
    return Promise.resolve({
      send: (messages) => {
        const values = messages.map(({ value }) => String(value));
        batches.push({ client, values });
        return answer(values);
      },
      disconnect: () => Promise.resolve(void disconnected.push(client)),
    });
  };
  return { batches, disconnected, connect };
}

describe('sending', () => {
  it('collects calls made at the same time into one batch, in their order', async () => {
    const broker = aBroker();
    const loop = new SendLoop(broker);
    await Promise.all(['1', '2', '3'].map((value) => loop.send([message(value)])));
    expect(broker.batches).toEqual([{ client: 1, values: ['1', '2', '3'] }]);
  });

  it('sends one batch after the other, and what came meanwhile together', async () => {
    let release = (): void => undefined;
    const broker = aBroker((values) =>
      values[0] === '1' ? new Promise((resolve) => (release = resolve)) : Promise.resolve(),
    );
    const loop = new SendLoop(broker);
    const first = loop.send([message('1')]);
    await new Promise(setImmediate);
    const later = [loop.send([message('2')]), loop.send([message('3')])];
    await new Promise(setImmediate);
    expect(broker.batches).toHaveLength(1);
    release();
    await Promise.all([first, ...later]);
    expect(broker.batches.map(({ values }) => values)).toEqual([['1'], ['2', '3']]);
  });

  it('keeps a batch below its size, whatever one call brings', async () => {
    const broker = aBroker();
    const loop = new SendLoop({ ...broker, maxBatchBytes: 2_500 });
    await loop.send(Array.from({ length: 5 }, () => message('x'.repeat(1_000))));
    expect(broker.batches.map(({ values }) => values.length)).toEqual([2, 2, 1]);
  });
});

describe('a failure', () => {
  it('concerns only the call whose message is at fault', async () => {
    const broker = aBroker((values) => (values.includes('huge') ? Promise.reject(new TooLarge()) : Promise.resolve()));
    const loop = new SendLoop(broker);
    const [good, bad, alsoGood] = await Promise.allSettled(
      ['1', 'huge', '2'].map((value) => loop.send([message(value)])),
    );
    expect([good?.status, alsoGood?.status]).toEqual(['fulfilled', 'fulfilled']);
    expect(bad).toMatchObject({
      reason: new MessageRefused('Kafka refuses the message: MESSAGE_TOO_LARGE', 'MESSAGE_TOO_LARGE'),
    });
  });

  it('is the end of the client, whose sequence numbers are not to be trusted any more', async () => {
    let isDown = true;
    const broker = aBroker(() => (isDown ? Promise.reject(new Gone()) : Promise.resolve()));
    const loop = new SendLoop(broker);
    await expect(loop.send([message('1')])).rejects.toBeInstanceOf(KafkaUnavailable);
    expect(loop.isWell).toBe(false);
    isDown = false;
    await loop.send([message('2')]);
    expect(broker.batches).toEqual([
      { client: 1, values: ['1'] },
      { client: 2, values: ['2'] },
    ]);
    expect(broker.disconnected).toEqual([1]);
    expect(loop.isWell).toBe(true);
  });
});

describe('a deadline', () => {
  it('ends a call, and what was still waiting is not sent later', async () => {
    let release = (): void => undefined;
    const broker = aBroker((values) =>
      values[0] === 'stuck' ? new Promise((resolve) => (release = resolve)) : Promise.resolve(),
    );
    const loop = new SendLoop({ ...broker, deadlineMs: 30 });
    const stuck = loop.send([message('stuck')]);
    await new Promise(setImmediate);
    const waiting = loop.send([message('waiting')]);
    await expect(stuck).rejects.toBeInstanceOf(KafkaUnavailable);
    await expect(waiting).rejects.toBeInstanceOf(KafkaUnavailable);
    release();
    await loop.send([message('later')]);
    expect(broker.batches.map(({ values }) => values)).toEqual([['stuck'], ['later']]);
  });

  it('ends a call although there is not even a connection', async () => {
    const loop = new SendLoop({ connect: () => never.then(() => Promise.reject(new Error('never'))), deadlineMs: 30 });
    await expect(loop.send([message('1')])).rejects.toThrow('did not acknowledge within 30 ms');
    await loop.close();
  });
});

describe('closing', () => {
  it('waits for what is under way', async () => {
    const broker = aBroker();
    const loop = new SendLoop(broker);
    const sent = loop.send([message('1')]);
    await loop.close();
    await sent;
    expect(broker.disconnected).toEqual([1]);
  });
});
