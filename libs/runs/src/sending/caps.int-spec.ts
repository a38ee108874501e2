import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FrequencyCap } from '@threadline/automation';
import { changeWorkspace } from '@threadline/persistence';
import { aDefinition, Stage } from '../testing/index.js';

const anna = '+391110000001';
const day = 24 * 60 * 60 * 1_000;
const opened: Stage[] = [];
let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
  await stage.approveTemplate('cart_reminder');
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

const atMost = (...caps: FrequencyCap[]) =>
  changeWorkspace(stage.dataSource.manager, stage.workspace.id, { sending: { caps } });
const once: FrequencyCap = { category: 'marketing', max: 1, per: 'P1D' };

/** As many automations, each with a run that is about to send to Anna. */
async function runsAboutToSend(count: number, settings: object = {}) {
  for (let nth = 0; nth < count; nth++) {
    const rest = { category: 'marketing', timeZone: 'contact', ...settings };
    await stage.publish(aDefinition({ settings: rest }));
  }
  await stage.cart(anna, 'cart-1');
  const runs = (await stage.runs()).map(({ id }) => id);
  const messages = await Promise.all(runs.map(async (run) => (await stage.advance(run)).effects[0]?.id ?? ''));
  return runs.map((run, nth) => ({ run, message: messages[nth] ?? '' }));
}

const whyOf = async (run: string) => {
  const rows: { why: string }[] = await stage.dataSource.query(
    `select why from run_trail where run_id = $1 order by id`,
    [run],
  );
  return rows.map(({ why }) => why);
};

describe('a frequency cap', () => {
  it('gives its last place to one of two runs that send at the same instant, and names the message that has it', async () => {
    await atMost(once);
    const both = await runsAboutToSend(2);
    const results = await Promise.all(both.map(({ message }) => stage.outgoing.send(message)));
    expect(results.map(({ outcome }) => outcome).toSorted()).toEqual(['accepted', 'parked']);
    expect(stage.whatsapp.ledger).toHaveLength(1);
    const [held] = both.filter((_, nth) => results[nth]?.outcome === 'parked');
    const orders = await stage.drive(held?.run ?? '');
    expect(orders.wakeAt).toBe(stage.clock.now() + day);
    expect(await whyOf(held?.run ?? '')).toContain(
      `1 marketing messages per P1D: message ${stage.whatsapp.ledger[0]?.callbackId} has the place`,
    );
  });

  it('lets go what it held once the place is free, in a window that rolls', async () => {
    await atMost(once);
    const [first, second] = await runsAboutToSend(2);
    await stage.outgoing.send(first?.message ?? '');
    await stage.drive(second?.run ?? '');
    await stage.later(second?.run ?? '', day - 1);
    expect(stage.whatsapp.ledger).toHaveLength(1);
    await stage.later(second?.run ?? '', 1);
    expect(stage.whatsapp.ledger).toHaveLength(2);
  });

  it.each([
    { whenCapped: 'skip', trail: 'send_skipped', state: 'active' },
    { whenCapped: 'exit', trail: 'send_failed', state: 'exited' },
  ])('does as its policy says: $whenCapped', async ({ whenCapped, trail, state }) => {
    await atMost(once);
    const [first, second] = await runsAboutToSend(2, { sending: { whenCapped } });
    await stage.drive(first?.run ?? '');
    await stage.drive(second?.run ?? '');
    expect(stage.whatsapp.ledger).toHaveLength(1);
    expect(await stage.trail(second?.run ?? '')).toContain(trail);
    expect((await stage.runs()).find(({ id }) => id === second?.run)?.state).toBe(state);
  });

  it('is not used up by what was not sent, nor by other categories', async () => {
    await atMost({ ...once, category: 'utility' }, once);
    const [first, second] = await runsAboutToSend(2);
    const error = { code: 131026, class: 'final', words: 'not on WhatsApp' } as const;
    stage.whatsapp.answerNext(() => ({ outcome: 'rejected', error }));
    await stage.outgoing.send(first?.message ?? '');
    expect(await stage.outgoing.send(second?.message ?? '')).toEqual({ outcome: 'accepted' });
  });

  it('of another workspace counts nothing here', async () => {
    const other = await Stage.open(process.env['DATABASE_URL']);
    opened.push(other);
    await changeWorkspace(other.dataSource.manager, other.workspace.id, { sending: { caps: [once] } });
    const both = await runsAboutToSend(2);
    for (const { message } of both) await stage.outgoing.send(message);
    expect(stage.whatsapp.ledger).toHaveLength(2);
  });
});

it("the workspace's quiet hours hold for automations that say nothing about them", async () => {
  const quietHours = { from: '10:00', to: '12:00', categories: ['marketing'] };
  await changeWorkspace(stage.dataSource.manager, stage.workspace.id, { sending: { quietHours } });
  const [held] = await runsAboutToSend(1);
  expect(await stage.outgoing.send(held?.message ?? '')).toEqual({ outcome: 'parked', reason: 'quiet_hours' });
});
