import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RunningSandbox } from '../testing/running-sandbox.js';
import { codeOf, type TestNumber } from '../testing/test-number.js';

let sandbox: RunningSandbox;
let number: TestNumber;
beforeAll(async () => void (sandbox = await RunningSandbox.start()));
afterAll(() => sandbox.stop());
beforeEach(async () => {
  number = await sandbox.newNumber();
  await number.write('hi');
});

const upload = (type: string, size = 3, on = number) =>
  on.client.uploadMedia(on.phoneNumberId, { bytes: new Uint8Array(size), type, name: 'a' });
const refusal = async (type: string, size: number) => {
  const answer = await upload(type, size);
  return answer.outcome === 'rejected' ? answer.error.code : answer.outcome;
};
const idOf = async (type: string) => {
  const answer = await upload(type);
  return answer.outcome === 'uploaded' ? answer.id : '';
};

describe('an upload', () => {
  it('gives an id, which may be sent again and again', async () => {
    const content = { kind: 'media', media: 'image', id: await idOf('image/png') } as const;
    expect(codeOf(await number.send(content))).toBe('accepted');
    expect(codeOf(await number.send(content))).toBe('accepted');
    expect((await sandbox.control(`ledger?phoneNumberId=${number.phoneNumberId}`)).body['media']).toMatchObject([
      { id: content.id, mimeType: 'image/png', bytes: 3, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
  });

  it('is of one number', async () => {
    const id = await idOf('image/png');
    const other = await sandbox.newNumber();
    await other.write('hi');
    expect(codeOf(await other.send({ kind: 'media', media: 'image', id }))).toBe(131009);
  });

  it('is sent as what it is', async () => {
    expect(codeOf(await number.send({ kind: 'media', media: 'video', id: await idOf('image/png') }))).toBe(131053);
    expect(codeOf(await number.send({ kind: 'media', media: 'sticker', id: await idOf('image/webp') }))).toBe(
      'accepted',
    );
  });

  it.each([
    ['image/gif', 3, 131053],
    ['application/octet-stream', 3, 131053],
    ['image/webp', 500 * 2 ** 10, 'uploaded'],
    ['image/webp', 500 * 2 ** 10 + 1, 131053],
    ['video/mp4', 16 * 2 ** 20, 'uploaded'],
    ['video/mp4', 16 * 2 ** 20 + 1, 131053],
    ['application/pdf', 17 * 2 ** 20, 'uploaded'],
  ])('of type %s with %i bytes: %s', async (type, size, outcome) => {
    expect(await refusal(type, size)).toBe(outcome);
  });

  it('needs a form with a file and the product', async () => {
    const { status, body } = await sandbox.call('POST', `v25.0/${number.phoneNumberId}/media`, { file: 'x' });
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { code: 131008 } });
  });
});

describe('a message of a customer', () => {
  it('is marked as read, and shows that somebody types', async () => {
    const { body } = await number.write('hi again');
    const messageId = String(body['messageId']);
    const { client, phoneNumberId } = number;
    expect(await client.markRead({ phoneNumberId, messageId, isTyping: true })).toEqual({ outcome: 'done' });
    expect(await client.markRead({ phoneNumberId, messageId: 'wamid.none' })).toMatchObject({
      outcome: 'rejected',
      error: { code: 131009 },
    });
    expect((await sandbox.control(`ledger?phoneNumberId=${phoneNumberId}`)).body['reads']).toMatchObject([
      { messageId, typing: true },
    ]);
  });
});
