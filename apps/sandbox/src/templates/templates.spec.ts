import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../testing/eventually.js';
import { RunningSandbox } from '../testing/running-sandbox.js';
import { codeOf, templateOf, type TestNumber } from '../testing/test-number.js';

let sandbox: RunningSandbox;
let number: TestNumber;
beforeAll(async () => void (sandbox = await RunningSandbox.start()));
afterAll(() => sandbox.stop());
beforeEach(async () => void (number = await sandbox.newNumber()));

describe('templates', () => {
  it('are pending until their review, which the webhook tells', async () => {
    const answer = await number.client.createTemplate(number.wabaId, templateOf('cart'));
    expect(answer).toMatchObject({ outcome: 'created', status: 'PENDING', category: 'MARKETING' });
    const [update] = await number.toldOf('template_status', ({ length }) => length === 1);
    expect(update).toMatchObject({ name: 'cart', language: 'en', event: 'APPROVED', category: 'MARKETING' });
  });

  it('are not sent while pending, rejected, paused or disabled', async () => {
    await sandbox.control('reviews', { wabaId: number.wabaId, verdict: 'hold' });
    await number.client.createTemplate(number.wabaId, templateOf('cart'));
    expect(codeOf(await number.sendTemplate())).toBe(132001);
    const states = [
      ['REJECTED', 132001],
      ['PAUSED', 132015],
      ['DISABLED', 132016],
      ['APPROVED', 'accepted'],
    ] as const;
    for (const [status, code] of states) {
      await sandbox.control('templates', { wabaId: number.wabaId, name: 'cart', language: 'en', status });
      expect(codeOf(await number.sendTemplate())).toBe(code);
    }
  });

  it('can be rejected by their review, or put in another category', async () => {
    const { wabaId, client } = number;
    await sandbox.control('reviews', { wabaId, verdict: 'reject' });
    await client.createTemplate(wabaId, templateOf('cart'));
    const [update] = await number.toldOf('template_status', ({ length }) => length === 1);
    expect(update).toMatchObject({ event: 'REJECTED', reason: 'INVALID_FORMAT' });
    const decision = { wabaId, name: 'cart', language: 'en', status: 'APPROVED', category: 'UTILITY' };
    await sandbox.control('templates', decision);
    expect(await client.listTemplates(wabaId)).toMatchObject({
      templates: [{ status: 'APPROVED', category: 'UTILITY' }],
    });
  });

  it('are refused with a reason when malformed or there already', async () => {
    const create = (name: string, text?: string) => number.client.createTemplate(number.wabaId, templateOf(name, text));
    expect(await create('bad', '{{1}}, your cart waits.')).toMatchObject({
      outcome: 'rejected',
      error: { subcode: 2388299 },
    });
    await create('cart');
    expect(await create('cart')).toMatchObject({ outcome: 'rejected', error: { code: 100, subcode: 2388024 } });
  });

  it('are listed page by page, shown, edited and deleted', async () => {
    const list = `v25.0/${number.wabaId}/message_templates`;
    for (const name of ['one', 'two', 'three']) await number.client.createTemplate(number.wabaId, templateOf(name));
    const first = await sandbox.call('GET', `${list}?limit=2`);
    const { after } = (first.body['paging'] as { cursors: { after: string } }).cursors;
    const second = await sandbox.call('GET', `${list}?limit=2&after=${after}`);
    expect(second.body).toMatchObject({ data: [{ name: 'three' }] });
    const [{ id }] = second.body['data'] as [{ id: string }];
    await eventually(
      () => sandbox.call('GET', `v25.0/${id}`),
      ({ body }) => body['status'] === 'APPROVED',
    );
    const components = [{ type: 'BODY', text: 'New' }];
    expect((await sandbox.call('POST', `v25.0/${id}`, { components })).body).toEqual({ success: true });
    expect((await sandbox.call('GET', `v25.0/${id}`)).body).toMatchObject({ components });
    expect((await sandbox.call('DELETE', `${list}?name=two`)).body).toEqual({ success: true });
    expect((await sandbox.call('GET', list)).body).toMatchObject({ data: [{ name: 'one' }, { name: 'three' }] });
  });
});
