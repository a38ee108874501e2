import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { meaningOf, type SendAnswer } from '@threadline/whatsapp';
import { aDefinition, Stage } from '../testing/index.js';

const anna = '+391110000001';
const hour = 60 * 60_000;
const opened: Stage[] = [];
let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
  await stage.approveTemplate('cart_reminder');
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

const refuses = (code: number) =>
  stage.whatsapp.answerNext((): SendAnswer => ({ outcome: 'rejected', error: { code, ...meaningOf(code) } }));

/** A run that is about to send to Anna. */
async function aRun(cart = 'cart-1') {
  const before = new Set((await stage.runs()).map(({ id }) => id));
  await stage.publish(
    aDefinition({
      triggers: [
        { id: 'cart', type: 'shop', event: 'cart.updated', filter: { path: 'data.cartId', op: 'eq', value: cart } },
      ],
    }),
  );
  await stage.cart(anna, cart);
  const run = (await stage.runs()).find(({ id }) => !before.has(id))?.id ?? '';
  return { run, message: (await stage.advance(run)).effects[0]?.id ?? '' };
}
const statusOf = async (message: string) => {
  const [row] = await stage.dataSource.query(`select status, problem->>'code' as problem from message where id = $1`, [
    message,
  ]);
  return row;
};

describe('a refused send', () => {
  it('for no reason that WhatsApp knows is tried four times, and has failed then', async () => {
    const { run, message } = await aRun();
    for (let tries = 1; tries < 4; tries++) {
      refuses(131000);
      await expect(stage.outgoing.send(message)).rejects.toMatchObject({ code: 'later', waitMs: 15_000 });
    }
    refuses(131000);
    expect(await stage.outgoing.send(message)).toEqual({ outcome: 'failed', reason: '131000' });
    expect((await stage.drive(run)).outcome).toEqual({ state: 'exited', reason: 'step_failed' });
  });

  it('by a limit for the contact waits four times as long each time, a minute at most', async () => {
    const { message } = await aRun();
    for (const waitMs of [1_000, 4_000, 16_000, 60_000, 60_000]) {
      refuses(131056);
      await expect(stage.outgoing.send(message)).rejects.toMatchObject({ waitMs });
    }
  });

  it.each([130429, 131016, 190])('with code %i lets its whole number rest, and fails nothing', async (code) => {
    const { message } = await aRun();
    refuses(code);
    const { retryAfterMs: waitMs = 60_000 } = meaningOf(code);
    await expect(stage.outgoing.send(message)).rejects.toMatchObject({ code: 'later', waitMs });
    expect(await statusOf(message)).toEqual({ status: 'planned', problem: String(code) });
    await stage.numberRests(0);
    expect(await stage.outgoing.send(message)).toEqual({ outcome: 'accepted' });
  });

  it('of a template that WhatsApp has paused is parked, and made when the approval comes', async () => {
    const { run, message } = await aRun();
    refuses(132015);
    expect(await stage.outgoing.send(message)).toEqual({ outcome: 'parked', reason: 'template_pending' });
    await stage.drive(run);
    await stage.services.templateChanges.apply(stage.clock.now(), () =>
      Promise.resolve([
        {
          workspaceId: stage.workspace.id,
          name: 'cart_reminder',
          language: 'en',
          status: 'approved',
          eventId: 'again',
        },
      ]),
    );
    await stage.drive(run);
    expect(stage.whatsapp.ledger).toHaveLength(1);
  });

  it('of a template that stays paused is not sendable after three days', async () => {
    const { run, message } = await aRun();
    refuses(132015);
    await stage.outgoing.send(message);
    await stage.drive(run);
    stage.passes(3 * 24 * hour);
    refuses(132015);
    expect((await stage.drive(run)).outcome).toEqual({ state: 'exited', reason: 'step_failed' });
    expect((await statusOf(message)).status).toBe('failed');
  });

  it('to a contact who stopped marketing in WhatsApp is a withdrawal of consent', async () => {
    const { message } = await aRun();
    refuses(131050);
    expect(await stage.outgoing.send(message)).toEqual({ outcome: 'skipped', reason: 'opted_out' });
    expect(await stage.emitted()).toContain('contact.opted_out');
    const next = await aRun('cart-2');
    expect(await stage.outgoing.send(next.message)).toEqual({ outcome: 'skipped', reason: 'opted_out' });
  });
});

describe('messages to one contact', () => {
  it('keep their order while the first of them is refused for now', async () => {
    const first = await aRun('cart-1');
    stage.passes(1_000);
    const second = await aRun('cart-2');
    refuses(131056);
    await expect(stage.outgoing.send(first.message)).rejects.toMatchObject({ code: 'later' });
    await expect(stage.outgoing.send(second.message)).rejects.toMatchObject({ code: 'later' });
    await stage.outgoing.send(first.message);
    await stage.outgoing.send(second.message);
    expect(stage.whatsapp.ledger.map(({ callbackId }) => callbackId)).toEqual([first.message, second.message]);
  });

  it('do not wait for one that nobody tries any more', async () => {
    const first = await aRun('cart-1');
    stage.passes(1_000);
    const second = await aRun('cart-2');
    refuses(131056);
    await expect(stage.outgoing.send(first.message)).rejects.toMatchObject({ code: 'later' });
    stage.passes(hour);
    expect(await stage.outgoing.send(second.message)).toEqual({ outcome: 'accepted' });
  });
});

describe('while a number rests', () => {
  it('its messages stay planned and show why, and nothing is called', async () => {
    const { message } = await aRun();
    await stage.numberRests(30_000);
    await expect(stage.outgoing.send(message)).rejects.toMatchObject({ code: 'later' });
    expect(await statusOf(message)).toEqual({ status: 'planned', problem: 'number_busy' });
    expect(stage.whatsapp.ledger).toEqual([]);
  });
});
