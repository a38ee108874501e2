import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { aWorkspace, openDatabase, type TestWorkspace } from '../testing/index.js';
import { inTransaction, type Tx } from '../transaction.js';
import { giveConsent, withdrawConsent } from './consents.repository.js';
import { lockContactOf, type FoundContact } from './contact-identities.repository.js';
import { contactTables } from './contact-merging.repository.js';
import { contactsPage, findContact } from './contact-pages.repository.js';
import { addTags, lockContact, setBlocked } from './contacts.repository.js';
import { storeReceived } from './inbound-messages.repository.js';
import { insertRun, liveRunsOf } from './runs.repository.js';

let dataSource: DataSource;
let workspace: TestWorkspace;
beforeAll(async () => void (dataSource = await openDatabase({ url: process.env['DATABASE_URL'] })));
beforeEach(async () => void (workspace = await aWorkspace(dataSource)));
afterAll(() => dataSource.destroy());

type Reference = Parameters<typeof lockContactOf>[2];
const inTx = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(dataSource, work);
const found = (reference: Reference): Promise<FoundContact> => inTx((tx) => lockContactOf(tx, workspace.id, reference));
const [phone, email] = ['+391110000001', 'anna@example.com'];
const both = { phone, email };

/** Two contacts that an event shows to be one. */
async function two(): Promise<{ older: string; newer: string }> {
  return { older: (await found({ phone })).contactId, newer: (await found({ email })).contactId };
}

it('knows what to do with every table that names contacts', async () => {
  const rows: { name: string }[] = await dataSource.query(
    `select distinct conrelid::regclass::text as name from pg_constraint where contype = 'f' and confrelid = 'contact'::regclass`,
  );
  expect(rows.map(({ name }) => name).sort()).toEqual(contactTables);
});

describe('two contacts that are one person', () => {
  it('become the older one, whichever identity is named first, and both ids lead to it', async () => {
    const { older, newer } = await two();
    expect(await found({ email, phone })).toMatchObject({ contactId: older, merged: { mergedIds: [newer] } });
    expect(await found(both)).toEqual({ contactId: older, created: false });
    expect(await found({ id: newer })).toEqual({ contactId: older, created: false });
    expect((await inTx((tx) => findContact(tx, workspace.id, newer)))?.id).toBe(older);
    const page = await inTx((tx) => contactsPage(tx, workspace.id, { limit: 10 }));
    expect(page.rows.map(({ id }) => id)).toEqual([older]);
  });

  it('keep what both were known by, the older word first', async () => {
    const { older, newer } = await two();
    await found({ id: older, firstName: 'Anna' });
    await found({ id: newer, firstName: 'Ann', lastName: 'Rossi' });
    await dataSource.query(`update contact set fields = $2 where id = $1`, [older, '{"size":"M","city":"Rome"}']);
    await dataSource.query(`update contact set fields = $2 where id = $1`, [newer, '{"size":"L","plan":"pro"}']);
    await inTx((tx) => addTags(tx, older, ['a', 'b']));
    await inTx((tx) => addTags(tx, newer, ['b', 'c']));
    await found(both);
    expect(await inTx((tx) => findContact(tx, workspace.id, older))).toMatchObject({
      firstName: 'Anna',
      lastName: 'Rossi',
      fields: { size: 'M', city: 'Rome', plan: 'pro' },
      tags: ['a', 'b', 'c'],
      identities: [
        { kind: 'email', value: email },
        { kind: 'phone', value: phone },
      ],
    });
    const [left] = await dataSource.query(`select first_name, last_name, fields from contact where id = $1`, [newer]);
    expect(left).toEqual({ first_name: null, last_name: null, fields: {} });
  });

  it('want of marketing what was said last, and stay blocked', async () => {
    const { older, newer } = await two();
    await inTx((tx) => giveConsent(tx, older, { at: Date.parse('2026-01-02'), via: 'api' }));
    await inTx((tx) => withdrawConsent(tx, newer, { at: Date.parse('2026-01-03'), via: 'message' }));
    await inTx((tx) => setBlocked(tx, newer, true));
    await found(both);
    expect(await inTx((tx) => findContact(tx, workspace.id, older))).toMatchObject({
      marketingConsent: 'withdrawn',
      consentVia: 'message',
      blocked: true,
    });
    const [{ records }] = await dataSource.query(
      `select count(*)::int as records from consent_record where contact_id = $1`,
      [older],
    );
    expect(records).toBe(2);
  });

  it('have one conversation a number, with the messages of both and the later window', async () => {
    const { older, newer } = await two();
    await received(older, 'wamid.1', Date.parse('2026-01-01'));
    await received(newer, 'wamid.2', Date.parse('2026-01-02'));
    await found(both);
    const rows = await dataSource.query(
      `select c.contact_id, c.last_inbound_at, count(m.id)::int as messages from conversation c join message m
       on m.conversation_id = c.id and m.contact_id = c.contact_id where c.workspace_id = $1 group by c.id`,
      [workspace.id],
    );
    expect(rows).toEqual([{ contact_id: older, last_inbound_at: new Date('2026-01-02'), messages: 2 }]);
  });

  it('go on with the runs of both; of two that are armed for the same only the newer facts wait', async () => {
    const { older, newer } = await two();
    const automationId = await anAutomation();
    const stale = await aRun(automationId, older, { state: 'armed', time: 1_000 });
    const fresh = await aRun(automationId, newer, { state: 'armed', time: 2_000 });
    const active = await aRun(automationId, newer, { state: 'active', time: 3_000 });
    const { merged } = await found(both);
    expect(merged?.disarmed.map(({ id, state, contactId }) => ({ id, state, contactId }))).toEqual([
      { id: stale, state: 'disarmed', contactId: older },
    ]);
    const live = await inTx((tx) => liveRunsOf(tx, workspace.id, older));
    expect(live.map(({ id }) => id).sort()).toEqual([fresh, active].sort());
  });

  it('may be three, and one that was merged before', async () => {
    const { older, newer } = await two();
    const { contactId: third } = await found({ externalId: 'x' });
    await found({ email, externalId: 'x' });
    expect(await found({ phone, externalId: 'x' })).toMatchObject({ contactId: older, merged: { mergedIds: [newer] } });
    expect((await found({ id: third })).contactId).toBe(older);
  });

  it('stay apart in different workspaces', async () => {
    const other = await aWorkspace(dataSource);
    const mine = await found({ phone });
    await inTx((tx) => lockContactOf(tx, other.id, { email }));
    expect(await found(both)).toEqual({ contactId: mine.contactId, created: false });
  });
});

describe('at the same time', () => {
  it('two events that name the identities in opposite order give one contact', async () => {
    for (let round = 0; round < 10; round++) {
      const one = { phone: `+39222000000${round}`, email: `${round}@example.com` };
      const older = (await found({ phone: one.phone })).contactId;
      await found({ email: one.email });
      const all = await Promise.all([found(one), found({ email: one.email, phone: one.phone })]);
      expect(all.map(({ contactId }) => contactId)).toEqual([older, older]);
      expect(all.filter(({ merged }) => merged)).toHaveLength(1);
    }
  });

  it.each(['older', 'newer'] as const)(
    'whoever waits for the lock of the %s one gets the merged contact',
    async (who) => {
      const ids = await two();
      const [holder, waiter] = [dataSource.createQueryRunner(), dataSource.createQueryRunner()];
      try {
        await holder.startTransaction();
        await lockContactOf(holder.manager, workspace.id, both);
        await waiter.startTransaction();
        const waiting = lockContact(waiter.manager, ids[who]);
        await untilSomebodyWaits();
        await holder.commitTransaction();
        expect(await waiting).toBe(ids.older);
        await waiter.commitTransaction();
      } finally {
        await Promise.all([holder.release(), waiter.release()]);
      }
    },
  );

  it('whoever locked first is waited for, and what it wrote is merged', async () => {
    const { older, newer } = await two();
    const holder = dataSource.createQueryRunner();
    try {
      await holder.startTransaction();
      await lockContact(holder.manager, newer);
      await addTags(holder.manager, newer, ['late']);
      const merging = found(both);
      await untilSomebodyWaits();
      await holder.commitTransaction();
      expect((await merging).contactId).toBe(older);
    } finally {
      await holder.release();
    }
    expect((await inTx((tx) => findContact(tx, workspace.id, older)))?.tags).toEqual(['late']);
  });

  it('an identity that is being given to somebody is waited for, in both orders', async () => {
    const { contactId } = await found({ phone });
    const giver = dataSource.createQueryRunner();
    try {
      await giver.startTransaction();
      await lockContactOf(giver.manager, workspace.id, both);
      const waiting = found({ email, externalId: 'shop-1' });
      await untilSomebodyWaits();
      await giver.commitTransaction();
      expect(await waiting).toEqual({ contactId, created: false });
    } finally {
      await giver.release();
    }
    expect(await found({ externalId: 'shop-1' })).toEqual({ contactId, created: false });
  });
});

/** In the database of this file alone. */
async function untilSomebodyWaits(): Promise<void> {
  for (let waiting: unknown[] = []; waiting.length === 0;)
    waiting = await dataSource.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
}

const received = (contactId: string, providerId: string, sentAt: number) =>
  inTx((tx) =>
    storeReceived(tx, {
      workspaceId: workspace.id,
      contactId,
      phoneNumberId: workspace.phoneNumberId,
      providerId,
      content: { kind: 'text', text: 'hi' },
      sentAt,
      seq: 1,
    }),
  );

async function anAutomation(): Promise<string> {
  const id = randomUUID();
  await dataSource.query(
    `insert into automation (id, workspace_id, slug, name, draft) values ($1, $2, $3, 'Test', '{}')`,
    [id, workspace.id, `automation-${id}`],
  );
  return id;
}

async function aRun(
  automationId: string,
  contactId: string,
  { state, time }: { state: 'armed' | 'active'; time: number },
): Promise<string> {
  const id = randomUUID();
  const triggerEvent = { type: 'shop.cart.updated', id: 'e', time, data: {} };
  const run = { id, workspaceId: workspace.id, automationId, version: 1, contactId, triggerId: 't', key: 'c-1' };
  await inTx((tx) => insertRun(tx, { ...run, causationDepth: 0, state, triggerEvent }));
  return id;
}
