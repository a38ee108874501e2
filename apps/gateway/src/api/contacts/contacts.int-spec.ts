import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { aPhone, aWorkspace, startGateway, type TestGateway, type TestWorkspace } from '../../testing/test-gateway.js';
import { Cart } from './cart.view.js';
import * as api from './contact.schemas.js';

let gateway: TestGateway;
let workspace: TestWorkspace;

beforeAll(async () => {
  gateway = await startGateway({
    GATEWAY_ROLES: 'api',
    DATABASE_URL: process.env['DATABASE_URL'] ?? '',
    KAFKA_BROKERS: '127.0.0.1:1',
  });
  workspace = await aWorkspace(gateway);
});
afterAll(() => gateway.close());

async function saved(told: object, status: number): Promise<api.SavedContact> {
  const answer = await workspace.post('/contacts', told);
  expect(answer).toMatchObject({ status });
  return api.SavedContact.strict().parse(answer.body);
}

describe('a contact that is told of', () => {
  it('is created with what is known, and that is told to others', async () => {
    const phone = aPhone();
    const contact = await saved(
      {
        phone,
        firstName: 'Ada',
        timeZone: 'Europe/Rome',
        tags: ['vip'],
        fields: { age: 36 },
        consent: { marketing: 'given' },
      },
      201,
    );
    expect(contact).toMatchObject({
      created: true,
      identities: [{ kind: 'phone', value: phone }],
      firstName: 'Ada',
      timeZone: 'Europe/Rome',
      tags: ['vip'],
      fields: { age: 36 },
      consent: { marketing: 'given', via: 'api' },
    });
    expect(api.Contact.parse((await workspace.get(`/contacts/${contact.id}`)).body).id).toBe(contact.id);
    expect(await emittedOf(contact.id)).toEqual([
      'contact.created',
      'contact.tag_added',
      'contact.field_changed',
      'contact.consent_changed',
    ]);
  });

  it('is found by any identity, and what is told is added', async () => {
    const [phone, email] = [aPhone(), `${randomUUID()}@example.com`];
    const first = await saved({ phone, firstName: 'Ada', tags: ['a'], fields: { x: 1, y: 1 } }, 201);
    const second = await saved({ phone, email, firstName: 'Eve', lastName: 'L', tags: ['b'], fields: { y: 2 } }, 200);
    expect(second).toMatchObject({
      id: first.id,
      created: false,
      firstName: 'Ada',
      lastName: 'L',
      tags: ['a', 'b'],
      fields: { x: 1, y: 2 },
    });
    expect((await saved({ email: email.toUpperCase() }, 200)).id).toBe(first.id);
    expect((await saved({ id: first.id }, 200)).id).toBe(first.id);
    expect(await emittedOf(first.id)).toEqual([
      'contact.created',
      'contact.tag_added',
      'contact.field_changed',
      'contact.field_changed',
      'contact.tag_added',
      'contact.field_changed',
    ]);
  });

  it('is one contact when told of many times at once', async () => {
    const phone = aPhone();
    const answers = await Promise.all(Array.from({ length: 8 }, () => workspace.post('/contacts', { phone })));
    expect(answers.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => api.SavedContact.parse(body).id)).size).toBe(1);
  });

  it.each([
    [{}, ''],
    [{ firstName: 'Ada' }, ''],
    [{ phone: '0212345678' }, '/phone'],
    [{ phone: '+390212345678', timeZone: 'Rome' }, '/timeZone'],
    [{ phone: '+390212345678', tags: [''] }, '/tags/0'],
    [{ phone: '+390212345678', fields: { 'not a name': 1 } }, '/fields/not a name'],
    [{ phone: '+390212345678', fields: { deep: { er: 1 } } }, '/fields/deep'],
    [{ phone: '+390212345678', consent: { marketing: true } }, '/consent/marketing'],
    [{ phone: '+390212345678', surname: 'L' }, ''],
  ])('is refused when %j is wrong', async (told, pointer) => {
    expect(await workspace.post('/contacts', told)).toMatchObject({
      status: 422,
      body: { code: 'invalid_body', errors: [{ pointer }] },
    });
  });

  it('by an id that the workspace does not have is not found', async () => {
    const { id } = await saved({ phone: aPhone() }, 201);
    const other = await aWorkspace(gateway);
    expect((await other.post('/contacts', { id })).status).toBe(404);
    expect((await other.get(`/contacts/${id}`)).status).toBe(404);
    expect((await other.get('/contacts')).body).toEqual({ data: [], nextCursor: null });
  });
});

describe('a contact that wants no more marketing', () => {
  it('is opted out and back in, with what proves it, and others are told once each', async () => {
    const { id } = await saved({ phone: aPhone(), consent: { marketing: 'given' } }, 201);
    const told = await workspace.post(`/contacts/${id}/opt-out`, { text: 'Said so on the phone' });
    expect(told).toMatchObject({ status: 200, body: { id, consent: { marketing: 'withdrawn', via: 'api' } } });
    expect((await workspace.post(`/contacts/${id}/opt-out`, {})).status).toBe(200);
    expect((await workspace.post(`/contacts/${id}/opt-in`, {})).body).toMatchObject({
      consent: { marketing: 'given' },
    });
    expect(await emittedOf(id)).toEqual([
      'contact.created',
      'contact.consent_changed',
      'contact.consent_changed',
      'contact.opted_out',
      'contact.consent_changed',
    ]);
    const records = await gateway.dataSource.query(
      `select marketing, via, text from consent_record where contact_id = $1 order by id`,
      [id],
    );
    expect(records).toMatchObject([
      { marketing: 'given' },
      { marketing: 'withdrawn', via: 'api', text: 'Said so on the phone' },
      { marketing: 'given', text: null },
    ]);
  });

  it('is one of the workspace', async () => {
    const { id } = await saved({ phone: aPhone() }, 201);
    const other = await aWorkspace(gateway);
    expect((await other.post(`/contacts/${id}/opt-out`, {})).status).toBe(404);
    expect((await workspace.post(`/contacts/${id}/opt-out`, { words: 'x' })).status).toBe(422);
  });
});

it('is one contact once an event shows that two are one person, and both ids find it', async () => {
  const [phone, email] = [aPhone(), `${randomUUID()}@example.com`];
  const older = await saved({ phone, tags: ['a'] }, 201);
  const newer = await saved({ email, tags: ['b'] }, 201);
  expect(await saved({ phone, email }, 200)).toMatchObject({ id: older.id, tags: ['a', 'b'] });
  expect((await workspace.get(`/contacts/${newer.id}`)).body).toMatchObject({ id: older.id });
  expect(await emittedOf(older.id)).toContain('contact.merged');
});

it('lists contacts page by page', async () => {
  const own = await aWorkspace(gateway);
  const phones = [aPhone(), aPhone(), aPhone()];
  for (const phone of phones) await own.post('/contacts', { phone });
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await own.get(`/contacts?limit=1${cursor && `&cursor=${cursor}`}`);
    const { data, nextCursor } = page.body as { data: api.Contact[]; nextCursor: string | null };
    seen.push(...data.flatMap(({ identities }) => identities.map(({ value }) => value)));
    cursor = nextCursor;
  }
  expect(seen).toEqual(phones.reverse());
});

describe('carts of a contact', () => {
  it('are open, abandoned once they are left alone for four hours, or ordered', async () => {
    const { id } = await saved({ phone: aPhone() }, 201);
    const cart = (cartId: string, changedAt: number, orderId: string | null = null) =>
      gateway.dataSource.query(
        `insert into shop_cart (workspace_id, contact_id, cart_id, source, total, items, changed_at, ordered_at, order_id)
         values ($1, $2, $3, 'shopify/s', 54, '[{"title":"Shirt"}]', $4, case when $5::text is not null then now() end, $5)`,
        [workspace.workspaceId, id, `${cartId}-${id}`, new Date(changedAt), orderId],
      );
    const hour = 3_600_000;
    await cart('fresh', Date.now() - 3 * hour);
    await cart('left', Date.now() - 5 * hour);
    await cart('bought', Date.now() - 6 * hour, 'order-1');
    const first = (await workspace.get(`/contacts/${id}/carts?limit=2`)).body as {
      data: Cart[];
      nextCursor: string | null;
    };
    const rest = (await workspace.get(`/contacts/${id}/carts?cursor=${first.nextCursor}`)).body as typeof first;
    const all = [...first.data, ...rest.data].map((each) => Cart.strict().parse(each));
    expect(all.map(({ cartId, state }) => [cartId.split('-')[0], state])).toEqual([
      ['fresh', 'open'],
      ['left', 'abandoned'],
      ['bought', 'ordered'],
    ]);
    expect(all[2]).toMatchObject({ total: 54, items: [{ title: 'Shirt' }], orderId: 'order-1' });
    expect(rest.nextCursor).toBeNull();
  });
});

async function emittedOf(contactId: string): Promise<string[]> {
  const rows = await gateway.dataSource.query<{ type: string }[]>(
    `select event ->> 'type' as type from outbox where event -> 'data' ->> 'contactId' = $1 order by id`,
    [contactId],
  );
  return rows.map(({ type }) => type);
}
