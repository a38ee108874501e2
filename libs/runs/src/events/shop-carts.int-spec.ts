import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { cartsPage } from '@threadline/persistence';
import { Stage } from '../testing/index.js';

const hour = 3_600_000;
const [anna, email] = ['+391110000001', 'anna@example.com'];
const opened: Stage[] = [];
let stage: Stage;
let now: number;

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
  now = stage.clock.now();
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

async function carts(limit = 10) {
  const [{ id }] = await stage.dataSource.query(
    `select id from contact where workspace_id = $1 and merged_into is null`,
    [stage.workspace.id],
  );
  return (await cartsPage(stage.dataSource.manager, id, { limit })).rows;
}

describe('a cart', () => {
  it('is kept as its shop told of it last, and what was not told stays', async () => {
    const items = [{ productId: 'p-1', title: 'Shirt', quantity: 2, price: 25 }];
    await stage.cart(anna, 'cart-1', { at: now, total: 50, currency: 'EUR', items });
    await stage.cart(anna, 'cart-1', { at: now + 1, total: 75, checkoutUrl: 'https://shop.example.com/c' });
    expect(await carts()).toMatchObject([
      {
        cartId: 'cart-1',
        source: 'test',
        total: 75,
        currency: 'EUR',
        items,
        checkoutUrl: 'https://shop.example.com/c',
        changedAt: new Date(now + 1),
        orderId: null,
      },
    ]);
  });

  it('does not go back to what it was by older news', async () => {
    await stage.cart(anna, 'cart-1', { at: now, total: 75 });
    await stage.cart(anna, 'cart-1', { at: now - hour, total: 50 });
    await stage.tells('shop.checkout.updated', anna, { at: now - 1, cartId: 'cart-1', checkoutId: 'c', total: 60 });
    expect(await carts()).toMatchObject([{ total: 75, changedAt: new Date(now) }]);
  });

  it('follows its checkout; a checkout without a cart is none', async () => {
    await stage.tells('shop.checkout.updated', anna, { cartId: 'cart-1', checkoutId: 'c', total: 60 });
    await stage.tells('shop.checkout.updated', anna, { checkoutId: 'd', total: 70 });
    expect(await carts()).toMatchObject([{ cartId: 'cart-1', total: 60 }]);
  });

  it('is ordered by its order, and nothing opens it again', async () => {
    await stage.cart(anna, 'cart-1', { at: now, total: 75 });
    await stage.order(anna, 'order-1', { at: now + hour, cartId: 'cart-1', total: 70 });
    await stage.cart(anna, 'cart-1', { at: now + 1, total: 1 });
    await stage.cart(anna, 'cart-1', { at: now + 2 * hour, total: 0, items: [] });
    await stage.order(anna, 'order-2', { at: now + 3 * hour, cartId: 'cart-1' });
    expect(await carts()).toMatchObject([
      { total: 75, items: null, orderId: 'order-1', orderedAt: new Date(now + hour) },
    ]);
  });

  it('that comes after its order is an ordered one', async () => {
    await stage.order(anna, 'order-1', { at: now, cartId: 'cart-1', total: 70 });
    await stage.cart(anna, 'cart-1', { at: now - hour, total: 75 });
    expect(await carts()).toMatchObject([{ cartId: 'cart-1', total: 70, orderId: 'order-1' }]);
  });

  it('goes with its contact when two of them turn out to be one, and pages follow each other', async () => {
    await stage.cart(anna, 'cart-1', { at: now });
    await stage.cart(anna, 'cart-2', { at: now, contact: { email } });
    await stage.cart(anna, 'cart-3', { at: now + 1, contact: { email, phone: anna } });
    expect((await carts()).map(({ cartId }) => cartId)).toEqual(['cart-3', 'cart-2', 'cart-1']);
    expect((await carts(2)).map(({ cartId }) => cartId)).toEqual(['cart-3', 'cart-2']);
  });
});
