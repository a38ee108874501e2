import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Later } from './settlements.js';
import { aDefinition, Stage } from '../testing/index.js';

const hour = 60 * 60_000;
const opened: Stage[] = [];
let stage: Stage;
let toldAt = 0;

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
  toldAt = stage.clock.now();
  await stage.approveTemplate('cart_reminder');
  await stage.publish(
    aDefinition({
      triggers: [{ id: 'cart', type: 'shop', event: 'cart.updated', key: 'data.cartId' }],
      entry: { mode: 'always', per: 'key' },
      settings: { category: 'utility' },
    }),
  );
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

const phoneOf = (nth: number) => `+3934710000${nth}`;
let carts = 0;
/** A run that has entered and decided nothing: what it entered by was told before any run was late. */
async function aRun(phone: string): Promise<string> {
  const cart = `cart-${++carts}`;
  await stage.cart(phone, cart, { at: toldAt });
  stage.passes(1);
  return (await stage.runs()).find(({ key }) => key === cart)?.id ?? '';
}
/** What a run is about to send. */
const messageOf = async (run: string): Promise<string> => (await stage.advance(run)).effects[0]?.id ?? '';
/** A message that is about to go out to a contact. */
const aMessage = async (phone: string): Promise<string> => messageOf(await aRun(phone));
/** How long a message is told to wait; nothing when it went out. */
const waitOf = async (message: string): Promise<number | undefined> => {
  try {
    await stage.outgoing.send(message);
    return undefined;
  } catch (error) {
    if (error instanceof Later) return error.waitMs;
    throw error;
  }
};
/** When each has its turn. */
const placesOf = async (messages: string[]): Promise<number[]> => {
  const rows: { id: string; at: Date }[] = await stage.dataSource.query(
    `select id, place_at as at from message where id = any($1)`,
    [messages],
  );
  return messages.map((message) => rows.find(({ id }) => id === message)?.at.getTime() ?? NaN);
};
const problemOf = async (message: string) =>
  (await stage.dataSource.query(`select problem->>'code' as code from message where id = $1`, [message]))[0].code;

describe('messages that wait for their number', () => {
  beforeEach(async () => {
    await stage.dataSource.query(`update phone_number set messages_per_second = 1 where workspace_id = $1`, [
      stage.workspace.id,
    ]);
  });

  it('each have a place of their own in the line, and keep it when they ask again', async () => {
    await stage.numberRests(hour);
    const messages: string[] = [];
    for (let nth = 0; nth < 4; nth++) messages.push(await aMessage(phoneOf(nth)));
    for (const message of messages) expect(await waitOf(message)).toBe(10 * 60_000);
    const places = await placesOf(messages);
    const gaps = places.slice(1).map((place, nth) => place - (places[nth] ?? 0));
    expect(gaps.every((ms) => Math.abs(ms - 1_250) <= 1)).toBe(true);
    await waitOf(messages[0] ?? '');
    expect(await placesOf(messages)).toEqual(places);
    expect(await problemOf(messages[0] ?? '')).toBe('number_busy');
    expect(stage.whatsapp.ledger).toEqual([]);
  });

  it('let pass who answers a contact, though another run has something for them', async () => {
    await stage.numberRests(hour);
    const waiting = await aMessage(phoneOf(1));
    expect(await waitOf(waiting)).toBe(10 * 60_000);
    await stage.dataSource.query(`update phone_number set next_answer_slot_at = now() where workspace_id = $1`, [
      stage.workspace.id,
    ]);
    await stage.says(phoneOf(1), 'hello');
    const answer = await aMessage(phoneOf(1));
    expect(await waitOf(answer)).toBeUndefined();
    expect(stage.whatsapp.ledger.map(({ callbackId }) => callbackId)).toEqual([answer]);
  });
});

describe('messages of several runs to one contact', () => {
  it('go out in the order in which they should have, whoever comes first', async () => {
    const [first, second] = [await aMessage(phoneOf(1)), await aMessage(phoneOf(1))];
    expect(await waitOf(second)).toBeLessThan(1_010);
    expect(await problemOf(second)).toBe('behind_another');
    expect(await waitOf(first)).toBeUndefined();
    expect(await waitOf(second)).toBeUndefined();
    expect(stage.whatsapp.ledger.map(({ callbackId }) => callbackId)).toEqual([first, second]);
  });

  it('wait no longer for one that nobody has come to send in a quarter of an hour', async () => {
    const [, second] = [await aMessage(phoneOf(1)), await aMessage(phoneOf(1))];
    stage.passes(15 * 60_000 - 1_000);
    expect(await waitOf(second)).toBe(11_000);
    stage.passes(1_001);
    expect(await waitOf(second)).toBeUndefined();
  });

  it('wait for what a run that entered earlier has yet to decide, and ask the less often the later it is', async () => {
    const [earlier, second] = [await aRun(phoneOf(1)), await aMessage(phoneOf(1))];
    expect(await waitOf(second)).toBeLessThan(1_010);
    expect(await problemOf(second)).toBe('behind_another');
    stage.passes(8_000);
    expect(Math.round(((await waitOf(second)) ?? 0) / 100)).toBe(30);
    const first = await messageOf(earlier);
    expect(Math.round(((await waitOf(second)) ?? 0) / 100)).toBe(30);
    expect(await waitOf(first)).toBeUndefined();
    expect(await waitOf(second)).toBeUndefined();
    expect(stage.whatsapp.ledger.map(({ callbackId }) => callbackId)).toEqual([first, second]);
  });

  it('do not wait for a run that decides nothing: one that entered later, is held for repair, or is late by a quarter of an hour', async () => {
    const [late, held] = [await aRun(phoneOf(1)), await aRun(phoneOf(1))];
    await stage.dataSource.query(`update run set needs_repair = true where id = $1`, [held]);
    const message = await aMessage(phoneOf(1));
    await aRun(phoneOf(1));
    await aRun(phoneOf(2));
    expect(await waitOf(message)).toBeDefined();
    await stage.dataSource.query(`update run set wake_at = wake_at - interval '15 minutes' where id = $1`, [late]);
    expect(await waitOf(message)).toBeUndefined();
  });

  it('wait for the turn of the one that goes first', async () => {
    await stage.numberRests(hour);
    const [first, second] = [await aMessage(phoneOf(1)), await aMessage(phoneOf(1))];
    await waitOf(first);
    await stage.dataSource.query(
      `update phone_number set next_slot_at = now(), line_at = now() where workspace_id = $1`,
      [stage.workspace.id],
    );
    expect(await waitOf(second)).toBe(10 * 60_000);
    expect(stage.whatsapp.ledger).toEqual([]);
  });
});
