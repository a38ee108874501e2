import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { HeldTransaction } from '@threadline/persistence/testing';
import type { FixedClock } from '@threadline/platform';
import { aDefinition, anArmedDefinition, Stage } from '../testing/index.js';

const hour = 3_600_000;
const [anna, email] = ['+391110000001', 'anna@example.com'];
const opened: Stage[] = [];
let stage: Stage;
let now: number;

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
  now = stage.clock.now();
  for (const template of ['cart_reminder', 'cart_coupon']) await stage.approveTemplate(template);
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

type Act = () => Promise<unknown>;

/** Keeps every contact of the workspace, so that whoever handles an event of one stands in line, by the ids of the contacts. */
async function keepingContacts(): Promise<HeldTransaction> {
  const hold = await HeldTransaction.begin(stage.dataSource);
  await hold.tx.query(`select 1 from contact where workspace_id = $1 order by id for update`, [stage.workspace.id]);
  return hold;
}

/** Lets them act at once, each on a connection of its own, and get the contact in this order. */
async function atOnce(...acts: Act[]): Promise<unknown[]> {
  const hold = await keepingContacts();
  const acting: Promise<unknown>[] = [];
  for (const act of acts) {
    acting.push(act());
    await hold.until(acting.length);
  }
  await hold.letGo();
  return Promise.all(acting);
}

const cart = (told: object) => () => stage.cart(anna, 'cart-1', { ...told });
const order = (told: object) => () => stage.order(anna, 'order-1', { cartId: 'cart-1', ...told });
const orders = [
  ['the one first', (one: Act, other: Act) => [one, other]],
  ['the other first', (one: Act, other: Act) => [other, one]],
] as const;
const rowOf = async (table: string) =>
  (await stage.dataSource.query(`select * from ${table} where workspace_id = $1`, [stage.workspace.id]))[0];

describe.each(orders)('at the same moment, %s:', (_, inOrder) => {
  beforeEach(() => stage.tells('shop.customer.created', anna, { customerId: 'c' }));

  it('a cart and the order that came of it leave an ordered cart and nobody armed', async () => {
    await stage.publish(anArmedDefinition());
    await atOnce(...inOrder(order({ at: now }), cart({ at: now - 1 })));
    expect(await rowOf('shop_cart')).toMatchObject({ order_id: 'order-1' });
    expect((await stage.runs()).filter(({ state }) => state !== 'disarmed')).toEqual([]);
  });

  it('two updates of a cart leave the newer one, and the run that is armed waits from there', async () => {
    await stage.publish(anArmedDefinition());
    await atOnce(...inOrder(cart({ at: now, total: 75 }), cart({ at: now - hour, total: 50 })));
    expect(await rowOf('shop_cart')).toMatchObject({ total: 75, changed_at: new Date(now) });
    expect((await stage.advance((await stage.onlyRun()).id)).wakeAt).toBe(now + 4 * hour);
  });

  it('two events that name the identities of two contacts in opposite order make them one', async () => {
    await stage.cart(anna, 'cart-2', { contact: { email } });
    const naming = (cartId: string, contact: object) => () => stage.cart(anna, cartId, { contact });
    const [one, other] = [
      naming('cart-3', { phone: anna, email }),
      naming('cart-4', { email, phone: anna, externalId: 'anna' }),
    ];
    expect(await atOnce(...inOrder(one, other))).toEqual(['handled', 'handled']);
    const owners = await stage.dataSource.query(
      `select contact_id, count(*)::int as identities from contact_identity where workspace_id = $1 group by 1`,
      [stage.workspace.id],
    );
    expect(owners).toMatchObject([{ identities: 3 }]);
    const carts = `select distinct contact_id from shop_cart where workspace_id = $1`;
    expect(await stage.dataSource.query(carts, [stage.workspace.id])).toEqual([{ contact_id: owners[0].contact_id }]);
  });
});

describe('contacts are locked by their ids, whatever order an event names them in', () => {
  it.each([
    ['the phone first', { phone: anna, email }],
    ['the address first', { email, phone: anna }],
  ])('%s: who waits for the first has not locked the second', async (_, contact) => {
    for (const known of [{ phone: anna }, { email }]) await stage.cart(anna, 'cart-1', { contact: known });
    const ids: { id: string }[] = await stage.dataSource.query(
      `select id from contact where workspace_id = $1 order by id`,
      [stage.workspace.id],
    );
    const hold = await HeldTransaction.begin(stage.dataSource);
    await hold.tx.query(`select 1 from contact where id = $1 for update`, [ids[0]?.id]);
    const waiting = stage.cart(anna, 'cart-2', { contact });
    await hold.until(1);
    await hold.tx.query(`select 1 from contact where id = $1 for update nowait`, [ids[1]?.id]);
    await hold.letGo();
    expect(await waiting).toBe('handled');
  });
});

describe('an event that comes twice at the same moment', () => {
  beforeEach(async () => {
    await stage.publish(aDefinition());
    await stage.tells('shop.customer.created', anna, { customerId: 'c' });
  });
  const event = () => stage.tells('shop.cart.updated', anna, { id: 'event-1', cartId: 'cart-1' });

  it('is handled by the one who stood in line first', async () => {
    expect(await atOnce(event, event)).toEqual(['handled', 'repeated']);
    expect(await stage.runs()).toHaveLength(1);
  });

  it('is handled by the second when the first one dies before its commit', async () => {
    const hold = await keepingContacts();
    const first = event().catch(() => 'died');
    await hold.until(1);
    const [{ pid }] = await stage.dataSource.query(
      `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    const second = event();
    await hold.until(2);
    await hold.tx.query(`select pg_terminate_backend($1)`, [pid]);
    expect(await first).toBe('died');
    await hold.letGo();
    expect(await second).toBe('handled');
    expect(await stage.runs()).toHaveLength(1);
  });
});

describe('a template approved at the very moment its message is judged', () => {
  let message: string;
  const template = { name: 'cart_reminder', language: 'en' };
  const isNow = (status: string) =>
    stage.services.templateChanges.apply(now, async ({ tx }) => {
      await tx.query(`update template set status = $2 where workspace_id = $1`, [stage.workspace.id, status]);
      return [{ workspaceId: stage.workspace.id, ...template, status, eventId: status }];
    });

  beforeEach(async () => {
    await stage.publish(aDefinition());
    await stage.cart(anna, 'cart-1');
    message = (await stage.advance((await stage.onlyRun()).id)).effects[0]?.id ?? '';
    await isNow('pending');
  });

  it('is seen when it is being written first', async () => {
    const writer = await HeldTransaction.begin(stage.dataSource);
    await writer.tx.query(`update template set status = 'approved' where workspace_id = $1`, [stage.workspace.id]);
    const sending = stage.outgoing.send(message);
    await writer.until(1);
    await writer.letGo();
    expect(await sending).toMatchObject({ outcome: 'accepted' });
  });

  it('wakes the run when the message is being parked first', async () => {
    const hold = await HeldTransaction.begin(stage.dataSource);
    await hold.tx.query(`select 1 from message where id = $1 for update`, [message]);
    const sending = stage.outgoing.send(message);
    await hold.until(1);
    const approving = isNow('approved');
    await hold.until(2);
    await hold.letGo();
    expect(await sending).toEqual({ outcome: 'parked', reason: 'template_pending' });
    expect(await approving).toBe(1);
  });
});

it('who was asked first and got the contact last tells no moment before that of the line above', async () => {
  await stage.publish(anArmedDefinition());
  await stage.cart(anna, 'cart-1');
  (stage.clock as FixedClock).advance(-2_000);
  await stage.order(anna, 'order-1', { cartId: 'cart-1', at: now + 1 });
  const { id } = await stage.onlyRun();
  const lines = await stage.dataSource.query(
    `select what, (extract(epoch from at) * 1000)::bigint as at from run_trail where run_id = $1 order by id`,
    [id],
  );
  expect(lines).toEqual([
    { what: 'armed', at: now },
    { what: 'disarmed', at: now },
  ]);
});
