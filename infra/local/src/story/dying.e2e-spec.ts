import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { z } from 'zod';
import { temporaryProfile } from '../temporary-profile.js';
import { Admin } from './admin.js';
import { awaiting } from './awaiting.js';
import type { Customer } from './customers.js';
import { JsonApi } from './json-api.js';
import { Sandbox } from './sandbox.js';
import { Shop } from './shop.js';
import { ask } from './testing/ask.js';
import { MortalStack } from '../mortal/mortal-stack.js';
import { aWorkspace } from '../mortal/a-workspace.js';

/** A send that was under way when its worker died is looked at again a minute later. */
const lostSendMs = 60_000;
jest.setTimeout(lostSendMs + 60_000);

let stack: MortalStack;
beforeAll(async () => {
  stack = await MortalStack.plan(temporaryProfile('dying', process.pid));
  await stack.start();
});
afterAll(() => stack.stop());

describe('when a worker is killed', () => {
  const customers = someCustomers(7);
  const [interrupted, ...others] = customers;
  const greetings = customers.flatMap(({ phone }) => [`${phone} Hello`, `${phone} Hello again`]);
  let scene: Awaited<ReturnType<typeof aShopWith>>;
  const sent = async () => (await scene.sandbox.messages()).map(({ to, text }) => `${to} ${text}`);

  it('the next one goes on with every run', async () => {
    scene = await aShopWith(greetingTwice);
    const { shop, control, number } = scene;
    await control.post('/hold', z.unknown(), { ...number, to: interrupted?.phone, at: 'after_acting' });
    for (const customer of customers) await shop.cartUpdated(customer, 50);
    await until('everybody is greeted', async () => (await sent()).length === customers.length);
    await stack.kill('worker');
    await control.post('/release', z.unknown(), number);
    await stack.revive('worker');
    await until('the others are greeted again', async () => (await sent()).length >= customers.length + others.length);
  });

  // Played while the send that the worker left behind is waited for.
  it('a gateway may be killed in a burst of events: every contact gets exactly one run', killGatewayInBurst);

  it('a send that was under way is not repeated, and its run goes on', async () => {
    const { number } = scene;
    await until('everybody is greeted again', async () => (await sent()).length >= greetings.length);
    await until('every run is completed', async () => (await statesOf(number)).every((state) => state === 'completed'));
    expect((await sent()).toSorted(byText)).toEqual(greetings.toSorted(byText));
  });
});

async function killGatewayInBurst(): Promise<void> {
  const { sandbox, shop, number } = await aShopWith(greetingOnce);
  const customers = someCustomers(100);
  for (const customer of customers) await shop.cartUpdated(customer, 50);
  await until('the first runs have begun', async () => (await statesOf(number)).length > 0);
  await stack.kill('gateway');
  const begun = (await statesOf(number)).length;
  await stack.revive('gateway');
  await until('everybody is greeted', async () => (await sandbox.messages()).length >= customers.length);
  await until('every run is completed', async () => (await statesOf(number)).every((state) => state === 'completed'));
  expect(begun).toBeLessThan(customers.length);
  expect(await statesOf(number)).toHaveLength(customers.length);
  const greeted = (await sandbox.messages()).map(({ to }) => to);
  expect(greeted.toSorted(byText)).toEqual(customers.map(({ phone }) => phone).toSorted(byText));
}

const byText = (one: string, other: string): number => one.localeCompare(other);

function someCustomers(count: number): Customer[] {
  return Array.from({ length: count }, (_, index) => ({
    firstName: 'Ada',
    phone: `+39347${String(1_000_000 + index)}`,
    cartId: `cart-${index}`,
  }));
}

const hello = { type: 'send_template', template: 'hello', language: 'en' };
const greetingOnce = { hello: { ...hello, next: null } };
const greetingTwice = {
  hello: { ...hello, next: 'rest' },
  rest: { type: 'delay', for: 'PT3S', next: 'again' },
  again: { ...hello, template: 'hello_again', next: null },
};

/** A workspace with an automation that greets whoever leaves a cart, as often as they leave one. */
async function aShopWith(steps: object) {
  const workspace = await aWorkspace(stack.addresses.databaseUrl);
  const { phoneNumberId } = workspace;
  const admin = new Admin(stack.gatewayUrl, workspace.apiKey);
  const sandbox = new Sandbox(stack.sandboxUrl, workspace);
  await sandbox.prepare();
  for (const [name, text] of [
    ['hello', 'Hello'],
    ['hello_again', 'Hello again'],
  ])
    await admin.createTemplate({ name, language: 'en', category: 'utility', components: [{ type: 'BODY', text }] });
  await admin.untilApproved('hello', 'hello_again');
  await admin.publish({
    name: 'Greeting',
    triggers: [{ id: 'cart', type: 'shop', event: 'cart.updated', key: 'data.cartId' }],
    entry: { mode: 'always' },
    settings: { category: 'utility' },
    start: 'hello',
    steps,
  });
  const shop = await Shop.open(stack.addresses.kafkaBrokers, workspace.id);
  shops.push(shop);
  return { sandbox, shop, control: new JsonApi(`${stack.sandboxUrl}/_sandbox`), number: { phoneNumberId } };
}

const shops: Shop[] = [];
afterAll(() => Promise.all(shops.map((shop) => shop.close())));

/** The states of all runs of the number's workspace. */
async function statesOf({ phoneNumberId }: { phoneNumberId: string }): Promise<string[]> {
  const rows = await ask<{ state: string }>(
    stack.addresses.databaseUrl,
    `select r.state from run r join phone_number p using (workspace_id) where p.phone_number_id = $1`,
    [phoneNumberId],
  );
  return rows.map(({ state }) => state);
}

const until = (what: string, isSo: () => Promise<boolean>) =>
  awaiting({ what, withinMs: lostSendMs + 30_000 }, async () =>
    (await isSo()) ? { found: true } : { seen: 'not yet' },
  );
