import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AutomationDefinition } from '@threadline/automation';
import { randomUUID } from 'node:crypto';
import { aDefinition, Stage } from '../testing/index.js';

const anna = '+391110000001';
const opened: Stage[] = [];
let stage: Stage;
let second = '';

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
  second = `second-${randomUUID()}`;
  await stage.dataSource.query(
    `insert into phone_number (id, workspace_id, phone_number_id, waba_id, display_phone, messages_per_second, created_at)
     values ($1, $2, $3, 'waba-2', '+390000001', 1000, now() + interval '1 hour')`,
    [randomUUID(), stage.workspace.id, second],
  );
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

const onCart = (step: object, language: object = {}): AutomationDefinition =>
  aDefinition({ start: 'hello', steps: { hello: { ...step, next: null } }, ...language });
const template = { type: 'send_template', template: 'cart_reminder', language: 'en' };
const onMessage = { triggers: [{ id: 'asked', type: 'customer_message', match: { any: true } }] };

async function startedByCart(definition: AutomationDefinition): Promise<string> {
  await stage.publish(definition);
  await stage.cart(anna, 'cart-1');
  return (await stage.onlyRun()).id;
}

describe('with two numbers a contact', () => {
  it('who never wrote is written to from the workspace`s first', async () => {
    await stage.approveTemplate('cart_reminder');
    await stage.drive(await startedByCart(onCart(template)));
    expect(stage.whatsapp.ledger).toMatchObject([{ phoneNumberId: stage.workspace.phoneNumberId }]);
  });

  it('is written to from the one they wrote to, whatever starts the run', async () => {
    await stage.approveTemplate('cart_reminder');
    await stage.says(anna, 'hello', { number: second });
    await stage.drive(await startedByCart(onCart(template)));
    expect(stage.whatsapp.ledger).toMatchObject([{ phoneNumberId: second }]);
  });

  it('who writes to another before the message goes out gets it from there, where the window is open', async () => {
    const run = await startedByCart(onCart({ type: 'send_message', text: 'hi' }));
    const [effect] = (await stage.advance(run)).effects;
    await stage.says(anna, 'hello', { number: second });
    expect(await stage.outgoing.send(effect?.id ?? '')).toEqual({ outcome: 'accepted' });
    expect(stage.whatsapp.ledger).toMatchObject([{ phoneNumberId: second }]);
    const [chat] = await stage.dataSource.query(
      `select n.phone_number_id as number from message m join conversation c on c.id = m.conversation_id
       join phone_number n on n.id = c.number_id where m.id = $1`,
      [effect?.id],
    );
    expect(chat).toEqual({ number: second });
  });

  it('is quoted on the number they wrote to', async () => {
    await stage.publish(onCart({ type: 'send_message', text: 'Yes', quote: true }, onMessage));
    const replyTo = await stage.says(anna, 'hello', { number: second });
    await stage.drive((await stage.onlyRun()).id);
    expect(stage.whatsapp.ledger).toMatchObject([{ phoneNumberId: second, replyTo }]);
  });

  it('is not quoted on another number', async () => {
    await stage.publish(onCart({ type: 'send_message', text: 'Yes', quote: true }, onMessage));
    await stage.says(anna, 'hello');
    const run = (await stage.onlyRun()).id;
    const [effect] = (await stage.advance(run)).effects;
    stage.passes(1_000);
    await stage.says(anna, 'and here', { number: second });
    await stage.outgoing.send(effect?.id ?? '');
    expect(stage.whatsapp.ledger).toMatchObject([{ phoneNumberId: second }]);
    expect(stage.whatsapp.ledger[0]?.replyTo).toBeUndefined();
  });

  it('gets no reaction on a message of another number, and the run says why', async () => {
    await stage.publish(onCart({ type: 'send_message', reaction: '👍' }, onMessage));
    await stage.says(anna, 'hello');
    const run = (await stage.onlyRun()).id;
    const [effect] = (await stage.advance(run)).effects;
    stage.passes(1_000);
    await stage.says(anna, 'and here', { number: second });
    expect(await stage.outgoing.send(effect?.id ?? '')).toMatchObject({
      outcome: 'failed',
      reason: 'nothing_to_react_to',
    });
    expect(stage.whatsapp.ledger).toEqual([]);
  });
});
