import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RunningSandbox } from '../testing/running-sandbox.js';
import { codeOf, phone, type TestNumber } from '../testing/test-number.js';

let sandbox: RunningSandbox;
let number: TestNumber;
beforeAll(async () => void (sandbox = await RunningSandbox.start()));
afterAll(() => sandbox.stop());
beforeEach(async () => void (number = await sandbox.newNumber()));

describe('sending', () => {
  it('accepts a template, keeps what was sent, and reports sent, delivered and read with our own id', async () => {
    await number.approveTemplate();
    expect(await number.sendTemplate()).toMatchObject({ outcome: 'accepted', waId: '391234567890' });
    expect(await number.ledger()).toMatchObject([
      {
        to: phone,
        callbackId: 'm-1',
        phoneNumberId: number.phoneNumberId,
        text: 'Hi Anna, your cart waits.',
        template: { name: 'cart', category: 'MARKETING' },
        request: { biz_opaque_callback_data: 'm-1' },
      },
    ]);
    expect((await number.statuses(3)).toSorted()).toEqual(['delivered', 'read', 'sent']);
    expect(await number.reported()).toEqual(['sent', 'delivered', 'read']);
    const [status] = sandbox.receiver.told(number.wabaId, 'status');
    expect(status).toMatchObject({ callbackId: 'm-1', to: { phone } });
    expect(sandbox.receiver.unsigned).toBe(0);
  });

  it('takes a free message only while the window is open', async () => {
    expect(codeOf(await number.sendText())).toBe(131047);
    await number.write('hi');
    expect(codeOf(await number.sendText())).toBe('accepted');
    await number.order(`customers/${phone}/window`, { window: 'closed' });
    expect(codeOf(await number.sendText())).toBe(131047);
  });

  it.each([
    ['an unknown template', { '1': 'Anna' }, 'nothing', 132001],
    ['too few values', {}, 'cart', 132000],
    ['too many values', { '1': 'a', '2': 'b' }, 'cart', 132000],
    ['named values for positional variables', { first: 'Anna' }, 'cart', 132012],
    ['an empty value', { '1': '' }, 'cart', 131008],
    ['a value that makes the text too long', { '1': 'x'.repeat(1_100) }, 'cart', 132005],
  ])('refuses %s', async (_, variables, name, code) => {
    await number.approveTemplate();
    expect(codeOf(await number.sendTemplate(variables, name))).toBe(code);
    expect(await number.ledger()).toEqual([]);
  });

  it('refuses a wrong token', async () => {
    expect(codeOf(await number.send({ kind: 'text', text: 'x' }, { client: sandbox.client('wrong') }))).toBe(190);
  });

  it('reaches someone by user id', async () => {
    await number.order('customers/IT.abc123/text', { text: 'hi' });
    const [update] = await number.toldOf('message', ({ length }) => length === 1);
    expect(update?.from).toEqual({ userId: 'IT.abc123', name: 'Sandbox customer' });
    const { phoneNumberId, client } = number;
    const content = { kind: 'text', text: 'hello' } as const;
    const answer = await client.send({ phoneNumberId, to: { userId: 'IT.abc123' }, content, callbackId: 'm' });
    expect(answer).toMatchObject({ outcome: 'accepted' });
    const [status] = await number.toldOf('status', ({ length }) => length > 0);
    expect(status?.to).toEqual({ userId: 'IT.abc123' });
  });

  it('limits messages to one customer and from one number, until the limits are lifted', async () => {
    await number.write('hi');
    const burst = await Promise.all(Array.from({ length: 46 }, () => number.sendText()));
    expect(burst.map(codeOf).filter((code) => code === 131056)).toHaveLength(1);
    await number.order('settings', { pairLimit: false, throughput: 1 });
    const hasty = await Promise.all(Array.from({ length: 20 }, () => number.sendText()));
    expect(hasty.map(codeOf)).toContain(130429);
    await number.order('settings', { throughput: null });
    expect(codeOf(await number.sendText())).toBe('accepted');
  });

  it('accepts marketing for someone who stopped it, and reports it as failed', async () => {
    await number.approveTemplate();
    await number.order(`customers/${phone}/marketing`, { marketing: 'stop' });
    expect(codeOf(await number.sendTemplate())).toBe('accepted');
    const [status] = await number.toldOf('status', ({ length }) => length > 0);
    expect(status).toMatchObject({ status: 'failed', error: { code: 131050 } });
  });
});

describe('a malformed call', () => {
  const ok = { messaging_product: 'whatsapp', to: phone, type: 'text', text: { body: 'x' } };
  const call = (body: object | string) => sandbox.call('POST', `v25.0/${number.phoneNumberId}/messages`, body);

  it.each<[string, object | string, number]>([
    ['no body', '', 100],
    ['no JSON', '{"a', 100],
    ['no recipient', { ...ok, to: undefined }, 131008],
    ['a bad recipient', { ...ok, to: 'me' }, 131009],
    ['no content', { ...ok, text: undefined }, 131008],
    ['a long text', { ...ok, text: { body: 'x'.repeat(4_097) } }, 100],
    ['an unknown type', { ...ok, type: 'smell' }, 131009],
    ['another product', { ...ok, messaging_product: 'sms' }, 131009],
    ['a list', [], 131009],
    ['null', 'null', 131009],
  ])('with %s is answered with an error of the Graph API', async (_, body, code) => {
    const answer = await call(body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: { code, type: 'OAuthException', fbtrace_id: expect.any(String) } });
  });

  it('to a path without version, or to no path at all, is an unknown path', async () => {
    expect((await sandbox.call('POST', '101/x/messages', ok)).body).toMatchObject({ error: { code: 2500 } });
    expect((await sandbox.call('POST', 'v25.0/a/b/c', ok)).body).toMatchObject({ error: { code: 2500 } });
  });
});

describe('marking as read', () => {
  it('takes a message of a customer, and no other', async () => {
    const { body } = await number.write('hi');
    const read = (id: unknown) =>
      sandbox.call('POST', `v25.0/${number.phoneNumberId}/messages`, {
        messaging_product: 'whatsapp',
        status: 'read',
        message_id: id,
      });
    expect((await read(body['messageId'])).body).toEqual({ success: true });
    expect((await read('wamid.none')).body).toMatchObject({ error: { code: 131009 } });
  });
});
