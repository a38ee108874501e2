import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AutomationDefinition } from '@threadline/automation';
import { HeldTransaction } from '@threadline/persistence/testing';
import { eventually } from '../support/eventually.js';
import { House } from './house.js';

const greeting = AutomationDefinition.parse({
  name: 'Greeting',
  triggers: [{ id: 'cart', type: 'shop', event: 'cart.updated', key: 'data.cartId' }],
  exits: [{ on: 'shop.order.placed' }],
  settings: { category: 'utility' },
  start: 'hello',
  steps: {
    hello: { type: 'send_template', template: 'hello', language: 'en', variables: { 1: 'first' }, next: null },
  },
});

/** A worker has 100 sends under way at most; those that were recorded are none of them any more. */
const recorded = 101;
const atEachPoint = 33;
const contacts = Array.from({ length: recorded + 3 * atEachPoint }, (_, nth) => `+39347${3_000_000 + nth}`);
const groups = {
  recorded: contacts.slice(0, recorded),
  beforeCall: contacts.slice(recorded, recorded + atEachPoint),
  duringCall: contacts.slice(recorded + atEachPoint, recorded + 2 * atEachPoint),
  beforeRecord: contacts.slice(recorded + 2 * atEachPoint),
};

let house: House;
beforeAll(async () => {
  house = await House.open();
  await house.approve('hello');
  await house.stage.publish(greeting);
  await house.stage.dataSource.query(`update phone_number set messages_per_second = 1000`);
});
afterAll(() => house.close());

const carts = (phones: readonly string[]) => all(phones, (phone) => house.stage.cart(phone, 'cart'));
/** The messages to contacts, with what became of them. */
const messagesTo = (phones: readonly string[]): Promise<{ id: string; status: string; run: string; state: string }[]> =>
  house.stage.dataSource.query(
    `select m.id, m.status, r.id as run, r.state from message m join run r on r.id = m.run_id
     join contact_identity i on i.contact_id = m.contact_id and i.kind = 'phone' where i.value = any($1) order by m.id`,
    [phones],
  );
const until = (what: string, isSo: () => Promise<boolean>) =>
  eventually(what, async () => ((await isSo()) ? true : undefined));
const countOf = (values: readonly string[]) =>
  Object.fromEntries([...new Set(values)].map((value) => [value, values.filter((one) => one === value).length]));
/** Some at a time: the stage has twenty connections. */
const all = async (phones: readonly string[], act: (phone: string) => Promise<unknown>) => {
  for (let first = 0; first < phones.length; first += 10) await Promise.all(phones.slice(first, first + 10).map(act));
};

describe(`${contacts.length} sends of a worker on Temporal`, () => {
  it('are made once, though it is killed before, during and after the call, and after the record', async () => {
    const { control, stage } = house;
    const worker = await house.startWorker();
    await carts(groups.recorded);
    await until('the first are recorded', async () => {
      const messages = await messagesTo(groups.recorded);
      return messages.length === recorded && messages.every(({ status }) => status === 'accepted');
    });
    await all(groups.beforeCall, (to) => control.hold('before_acting', { to }));
    await all([...groups.duringCall, ...groups.beforeRecord], (to) => control.hold('after_acting', { to }));
    await carts([...groups.beforeCall, ...groups.duringCall, ...groups.beforeRecord]);
    await until('the others are held', async () => (await control.held()) === 3 * atEachPoint);
    const rows = await HeldTransaction.begin(stage.dataSource);
    const unrecorded = (await messagesTo(groups.beforeRecord)).map(({ id }) => id);
    await rows.tx.query(`select 1 from message where id = any($1) for update`, [unrecorded]);
    await all(groups.beforeRecord, (to) => control.release({ to }));
    await rows.until(1);
    await worker.kill();
    await rows.letGo();
    await control.release();

    await house.startWorker();
    await until('the end of every run', async () =>
      (await messagesTo(contacts)).every(({ state }) => state === 'completed'),
    );
    const sent = (await control.ledger()).map(({ callbackId = '' }) => callbackId);
    const messages = await messagesTo(contacts);
    expect(new Set(sent).size).toBe(sent.length);
    expect(sent.toSorted()).toEqual(messages.map(({ id }) => id));
    expect(countOf(messages.map(({ status }) => status))).toEqual({ accepted: recorded, unknown: 3 * atEachPoint });
    for (const { run } of messages)
      expect(await (await house.workflowOf(run)).result()).toMatchObject({ state: 'completed' });
  });
});

describe('an exit while WhatsApp does not answer', () => {
  const phone = '+393473999999';

  it('ends the run at once; the send under way is recorded when its answer comes, and shown as too late to stop', async () => {
    const { control, stage } = house;
    await control.hold('after_acting', { to: phone });
    await carts([phone]);
    await until('the call hangs', async () => (await control.held()) === 1);
    await stage.order(phone, 'order');
    const [{ run, id } = { run: '', id: '' }] = await messagesTo([phone]);
    expect(await stage.trail(run)).toContain('too_late_to_stop');
    expect((await stage.runs()).find((one) => one.id === run)).toMatchObject({ state: 'exited', reason: 'exit_event' });
    await control.release();
    const handle = await house.workflowOf(run);
    expect(await handle.result()).toEqual({ state: 'exited', reason: 'exit_event' });
    expect((await messagesTo([phone])).map(({ status }) => status)).toEqual(['accepted']);
    expect((await control.ledger(phone)).map(({ callbackId }) => callbackId)).toEqual([id]);
  });
});
