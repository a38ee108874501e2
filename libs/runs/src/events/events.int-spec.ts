import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { messageIdOf } from '@threadline/contracts';
import { aDefinition, Stage } from '../testing/index.js';

const day = 86_400_000;
const anna = '+391110000001';
const help = { kind: 'button', payload: 'help', text: 'Help' } as const;
const opened: Stage[] = [];
let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
  for (const template of ['cart_reminder', 'cart_coupon']) await stage.approveTemplate(template);
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

async function aRunThatAsked(definition = aDefinition()): Promise<string> {
  await stage.publish(definition);
  await stage.cart(anna, 'cart-1');
  const { id } = await stage.onlyRun();
  await stage.drive(id);
  return id;
}

const routingOf = async (wamid: string) =>
  (
    await stage.dataSource.query(`select routing from message where workspace_id = $1 and provider_id = $2`, [
      stage.workspace.id,
      wamid,
    ])
  )[0].routing;

describe('a reply', () => {
  it('goes to the run that asked, rings it, and is used once', async () => {
    const run = await aRunThatAsked();
    const wamid = await stage.says(anna, help);
    expect(await routingOf(wamid)).toMatchObject({ takenBy: 'run', runId: run });
    expect(stage.temporal.rung.map(({ signal }) => signal)).toEqual(['customerReplied']);
    expect((await stage.drive(run)).outcome).toEqual({ state: 'completed', reason: 'last_step' });
    expect(await stage.emitted()).toContain('contact.tag_added');
  });

  it('that comes before the run has heard of its own send is kept for the wait', async () => {
    await stage.publish(aDefinition());
    await stage.cart(anna, 'cart-1');
    const { id } = await stage.onlyRun();
    const { effects } = await stage.advance(id);
    stage.whatsapp.answerNext(async ({ callbackId }) => {
      await stage.says(anna, help);
      return { outcome: 'accepted', wamid: `wamid.${callbackId}` };
    });
    await stage.outgoing.send(effects[0]?.id ?? '');
    expect((await stage.drive(id)).outcome).toEqual({ state: 'completed', reason: 'last_step' });
  });

  it('before anything was asked belongs to nobody', async () => {
    await stage.publish(aDefinition());
    await stage.cart(anna, 'cart-1');
    const wamid = await stage.says(anna, help);
    expect(await routingOf(wamid)).toMatchObject({ takenBy: 'nobody' });
  });

  it('goes to a run that waits for a word although it has sent none', async () => {
    const { answer } = aDefinition().steps;
    const tag = { type: 'add_tag', tag: 'wants-help', next: null };
    await stage.publish(aDefinition({ start: 'answer', steps: { answer: { ...answer, timeout: null }, tag } }));
    await stage.cart(anna, 'cart-1');
    const { id } = await stage.onlyRun();
    await stage.drive(id);
    const wamid = await stage.says(anna, help);
    expect(await routingOf(wamid)).toMatchObject({ takenBy: 'run', runId: id });
    expect((await stage.drive(id)).outcome).toEqual({ state: 'completed', reason: 'last_step' });
    const told = (await stage.emitted()).filter((type) => type.startsWith('run.'));
    expect(told).toEqual(['run.entered', 'run.step', 'run.step', 'run.completed']);
  });

  it('lets a free message go out that waited for the window to open', async () => {
    const hello = {
      type: 'send_message',
      text: 'Hello again',
      sending: { whenWindowClosed: 'wait_for_reply' },
      next: null,
    };
    await stage.publish(aDefinition({ settings: { category: 'utility' }, start: 'hello', steps: { hello } }));
    await stage.cart(anna, 'cart-1');
    const { id } = await stage.onlyRun();
    await stage.drive(id);
    expect(stage.whatsapp.ledger).toEqual([]);
    await stage.says(anna, 'are you there?');
    expect((await stage.drive(id)).outcome).toEqual({ state: 'completed', reason: 'last_step' });
    expect(stage.whatsapp.ledger).toHaveLength(1);
  });

  it('after the answer is not taken a second time', async () => {
    const run = await aRunThatAsked();
    await stage.says(anna, help);
    await stage.drive(run);
    const wamid = await stage.says(anna, help);
    expect(await routingOf(wamid)).toMatchObject({ takenBy: 'nobody' });
  });

  it('starts the automation that claims its exact phrase, however it is written', async () => {
    await stage.publish(
      aDefinition({ triggers: [{ id: 'hello', type: 'customer_message', match: { exact: 'Vorrei informazioni' } }] }),
    );
    await stage.says(anna, '  VORREI informazioni 😀 ');
    expect((await stage.onlyRun()).state).toBe('active');
  });
});

describe('an order', () => {
  const withGoal = aDefinition({
    exits: [{ on: 'shop.order.placed' }],
    goal: { on: 'shop.order.placed', within: 'P5D' },
  });

  it('is credited to the run whose message was read, which completes', async () => {
    const run = await aRunThatAsked(withGoal);
    await stage.reports(messageIdOf(run, 'remind', 1), 'read');
    stage.passes(day);
    await stage.order(anna, 'order-1', { total: 80, currency: 'EUR' });
    expect(await stage.onlyRun()).toMatchObject({ state: 'completed', reason: 'goal', converted_at: expect.any(Date) });
    expect(await stage.emitted()).toEqual(expect.arrayContaining(['run.converted', 'run.completed']));
  });

  it('ends the run by its exit when no message was read', async () => {
    await aRunThatAsked(withGoal);
    await stage.order(anna, 'order-1');
    expect(await stage.onlyRun()).toMatchObject({ state: 'exited', reason: 'exit_event', converted_at: null });
  });

  it('credits a run that has ended, within the window only, and once', async () => {
    const run = await aRunThatAsked(withGoal);
    await stage.reports(messageIdOf(run, 'remind', 1), 'read');
    await stage.says(anna, help);
    await stage.drive(run);
    stage.passes(6 * day);
    await stage.order(anna, 'too-late');
    expect((await stage.onlyRun()).converted_at).toBeNull();
    await stage.order(anna, 'in-time', { at: stage.clock.now() - 2 * day });
    expect(await stage.onlyRun()).toMatchObject({
      state: 'completed',
      reason: 'last_step',
      converted_at: expect.any(Date),
    });
  });
});

describe('an opt-out', () => {
  it('ends every run of the contact and stops marketing for good', async () => {
    const run = await aRunThatAsked();
    await stage.says(anna, 'Stop.');
    expect(await stage.onlyRun()).toMatchObject({ state: 'exited', reason: 'opted_out' });
    expect((await stage.later(run, 30 * day)).outcome).toEqual({ state: 'exited', reason: 'opted_out' });
    await stage.cart(anna, 'cart-2');
    const again = (await stage.runs()).find(({ state }) => state === 'active');
    if (again) await stage.drive(again.id);
    expect(stage.whatsapp.ledger).toHaveLength(1);
    expect(await stage.emitted()).toContain('contact.opted_out');
  });
});

describe('what comes while a worker is late', () => {
  const { answer } = aDefinition().steps;
  const tag = (name: string) => ({ type: 'add_tag', tag: name, next: null });
  const delayed = (step: object) =>
    aDefinition({
      start: 'wait',
      steps: { wait: { type: 'delay', for: 'PT1H', next: 'step' }, step, tag: tag('heard'), last: tag('late') },
    });
  const dueSince = async (definition: ReturnType<typeof aDefinition>) => {
    await stage.publish(definition);
    await stage.cart(anna, 'cart-1');
    const { id } = await stage.onlyRun();
    await stage.drive(id);
    stage.passes(day / 24 + 60_000);
    return id;
  };

  it('is heard by the run that would wait for it by now', async () => {
    const run = await dueSince(
      delayed({ type: 'wait_for', event: 'ticket.closed', deadline: 'P1D', next: 'tag', timeout: null }),
    );
    await stage.tells('ticket.closed', anna, { ticketId: 't-1' });
    await stage.drive(run);
    expect(await stage.onlyRun()).toMatchObject({ state: 'completed' });
    expect(await stage.emitted()).toContain('contact.tag_added');
  });

  it('is the reply of the run that would wait for one by now', async () => {
    const run = await dueSince(delayed({ ...answer, type: 'customer_response' }));
    const wamid = await stage.says(anna, help);
    expect(await routingOf(wamid)).toMatchObject({ takenBy: 'run', runId: run });
    expect((await stage.drive(run)).outcome).toEqual({ state: 'completed', reason: 'last_step' });
  });

  it('meets the run that would have entered by now', async () => {
    await stage.publish(
      aDefinition({
        triggers: [{ id: 'cart', type: 'shop', event: 'cart.updated', key: 'data.cartId', when: { after: 'PT4H' } }],
        exits: [{ on: 'shop.order.placed' }],
      }),
    );
    await stage.cart(anna, 'cart-1');
    stage.passes(day);
    await stage.order(anna, 'order-1');
    expect(await stage.onlyRun()).toMatchObject({ state: 'exited', reason: 'exit_event' });
    expect(await stage.trail((await stage.onlyRun()).id)).toEqual([
      'armed',
      'entered',
      'send_planned',
      'exited',
      'send_skipped',
    ]);
  });

  it('is handled although a run of the contact cannot move', async () => {
    const run = await dueSince(delayed(tag('x')));
    await stage.dataSource.query(
      `update run set run_state = jsonb_set(run_state, '{tokens,0,stepId}', '"gone"') where id = $1`,
      [run],
    );
    expect(await stage.order(anna, 'order-1')).toBe('handled');
    expect((await stage.advance(run)).details).toContain('stalled');
  });
});
