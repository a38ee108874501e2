import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AutomationDefinition } from '@threadline/automation';
import { eventually } from '../support/eventually.js';
import { House } from './house.js';

const perSecond = 10;
const contacts = Array.from({ length: 25 }, (_, nth) => `+39347${4_000_000 + nth}`);
const sendsEach = 3;
const replier = '+393474999999';

const send = (which: string, next: string | null) => ({
  type: 'send_template',
  template: 'hello',
  language: 'en',
  variables: { 1: which },
  next,
});
const onCart = (name: string) => ({
  name,
  triggers: [
    {
      id: 'cart',
      type: 'shop',
      event: 'cart.updated',
      key: 'data.cartId',
      filter: { path: 'data.automation', op: 'eq', value: name },
    },
  ],
  entry: { mode: 'always', per: 'key' },
  settings: { category: 'utility' },
});
const offer = AutomationDefinition.parse({ ...onCart('Offer'), start: 'a', steps: { a: send('offered', null) } });
const question = AutomationDefinition.parse({
  ...onCart('Question'),
  start: 'ask',
  steps: {
    ask: send('asked', 'hear'),
    hear: {
      type: 'customer_response',
      deadline: 'P1D',
      debounce: 'PT0S',
      answers: [],
      otherwise: 'thank',
      timeout: null,
    },
    thank: send('thanking', null),
  },
});

let house: House;
beforeAll(async () => {
  house = await House.open();
  const { stage, control } = house;
  await house.approve('hello');
  await stage.dataSource.query(`update phone_number set messages_per_second = $1`, [perSecond]);
  await control.settings({ throughput: perSecond, pairLimit: true });
  for (const definition of [offer, question]) await stage.publish(definition);
  await stage.cart(replier, 'question', { automation: 'Question' });
  const first = await house.startWorker();
  await eventually('the question', async () => ((await control.ledger(replier)).length > 0 ? true : undefined));
  await first.stop();
  for (let nth = 1; nth <= sendsEach; nth++)
    for (const phone of contacts) await stage.cart(phone, `${phone}/${nth}`, { automation: 'Offer' });
}, 90_000);
afterAll(() => house.close());

const all = contacts.length * sendsEach;
const offers = async () => (await house.control.ledger()).filter(({ text }) => text === 'The offered one.');

it('a number`s throughput is used by two workers, not exceeded; contacts get all in order, and a reply is answered meanwhile', async () => {
  const { stage, control } = house;
  await Promise.all([house.startWorker(), house.startWorker()]);
  await eventually('the first third', async () => ((await offers()).length >= all / 3 ? true : undefined));
  const before = (await control.ledger()).length;
  await stage.says(replier, 'yes');
  await eventually('all of them', async () => ((await offers()).length >= all ? true : undefined));

  const sent = await control.ledger();
  const answered = sent.findIndex(({ text }) => text === 'The thanking one.');
  expect(answered - before).toBeLessThan(3 * perSecond);

  const rows: { id: string; at: Date; refusals: number }[] = await stage.dataSource.query(
    `select id, intended_at as at, refusals from message where direction = 'out' and run_id is not null`,
  );
  expect(rows.reduce((sum, { refusals }) => sum + refusals, 0)).toBeLessThanOrEqual(Math.ceil(all / 100));
  expect(new Set(sent.map(({ callbackId }) => callbackId)).size).toBe(all + 2);
  const intended = new Map(rows.map(({ id, at }) => [id, at.getTime()]));
  for (const phone of contacts) {
    const times = (await control.ledger(phone)).map(({ callbackId = '' }) => intended.get(callbackId));
    expect(times).toEqual(times.toSorted((a = 0, b = 0) => a - b));
  }
});
