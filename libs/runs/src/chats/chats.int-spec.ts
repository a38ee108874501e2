import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ensureOperator, inTransaction, type OperatorRole } from '@threadline/persistence';
import { aDefinition, Stage } from '../testing/index.js';

const anna = '+391110000001';
const hour = 60 * 60 * 1_000;
const opened: Stage[] = [];
let stage: Stage;
let run = '';
let message = '';
let chat = '';

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
  await stage.approveTemplate('cart_reminder');
  await operator('Ada');
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

const operator = (name: string, role: OperatorRole = 'operator') =>
  inTransaction(stage.dataSource, (tx) => ensureOperator(tx, stage.workspace.id, { name, role }));
const to = () => ({ workspaceId: stage.workspace.id, conversationId: chat, now: stage.clock.now() });
const takeOver = (until?: number | null, name = 'Ada') =>
  stage.services.chats.takeOver(to(), { operator: name, until });

/** A run that is about to send to Anna. */
async function aRun(sending: object = {}): Promise<void> {
  await stage.publish(aDefinition({ settings: { category: 'marketing', timeZone: 'contact', sending } }));
  await stage.cart(anna, 'cart-1');
  run = (await stage.onlyRun()).id;
  message = (await stage.advance(run)).effects[0]?.id ?? '';
  const [row] = await stage.dataSource.query(`select conversation_id as id from message where id = $1`, [message]);
  chat = row.id;
}

describe('while a person has the chat', () => {
  it('messages are held, and go out when it is released, without a look by the clock', async () => {
    await aRun();
    await takeOver(null);
    expect(await stage.drive(run)).toMatchObject({ waitingFor: expect.stringContaining('human_owner') });
    expect(stage.whatsapp.ledger).toEqual([]);
    const released = await stage.services.chats.release(to(), 'operator Ada');
    expect(released).toMatchObject({ owner: 'bot', ownedUntil: null });
    expect(stage.temporal.rung.map(({ signal }) => signal)).toEqual(['eventArrived']);
    await stage.drive(run);
    expect(stage.whatsapp.ledger).toHaveLength(1);
  });

  it('one that was held a moment ago, of which its run does not know yet, goes out all the same', async () => {
    await aRun();
    await takeOver(null);
    expect(await stage.outgoing.send(message)).toEqual({ outcome: 'parked', reason: 'human_owner' });
    await stage.services.chats.release(to(), 'operator Ada');
    await stage.drive(run);
    expect(stage.whatsapp.ledger).toHaveLength(1);
  });

  it.each([
    { whenHumanOwns: 'skip', sent: 0 },
    { whenHumanOwns: 'send', sent: 1 },
  ])('an automation that says so does $whenHumanOwns', async ({ whenHumanOwns, sent }) => {
    await aRun({ whenHumanOwns });
    await takeOver(null);
    await stage.drive(run);
    expect(stage.whatsapp.ledger).toHaveLength(sent);
  });
});

describe('the hold', () => {
  it('ends by itself, as long after it began as the workspace says, and what was held goes out then', async () => {
    await aRun();
    expect((await takeOver()).ownedUntil?.getTime()).toBe(stage.clock.now() + hour);
    expect((await stage.drive(run)).wakeAt).toBe(stage.clock.now() + hour);
    await stage.later(run, hour);
    expect(stage.whatsapp.ledger).toHaveLength(1);
    expect(await stage.services.chats.releaseOverdue(stage.clock.now())).toBe(1);
    expect(await stage.services.chats.releaseOverdue(stage.clock.now())).toBe(0);
    expect((await stage.emitted()).filter((type) => type === 'conversation.released')).toHaveLength(1);
  });

  it('can be made shorter: what was held waits no longer than that', async () => {
    await aRun();
    await takeOver(null);
    await stage.drive(run);
    const soon = stage.clock.now() + 1_000;
    await takeOver(soon);
    expect((await stage.drive(run)).wakeAt).toBe(soon);
  });
});

describe('who may have a chat', () => {
  beforeEach(() => aRun());

  it('nobody unknown, and no viewer', async () => {
    await operator('Vic', 'viewer');
    await expect(takeOver(null, 'Zoe')).rejects.toMatchObject({ code: 'unknown_operator' });
    await expect(takeOver(null, 'Vic')).rejects.toMatchObject({ code: 'unknown_operator' });
  });

  it('a chat operator, when it is assigned to them', async () => {
    await operator('Cid', 'chat_operator');
    await expect(takeOver(null, 'Cid')).rejects.toMatchObject({ code: 'chat_not_assigned' });
    await stage.services.chats.reassign(to(), ['Cid']);
    expect(await takeOver(null, 'Cid')).toMatchObject({ owner: 'human', operators: [{ name: 'Cid' }] });
  });

  it('is told when it changes', async () => {
    await operator('Bob');
    await takeOver();
    const { operators } = await stage.services.chats.reassign(to(), ['Bob']);
    expect(operators.map(({ name }) => name)).toEqual(['Bob']);
    expect((await stage.emitted()).filter((type) => type.startsWith('conversation.'))).toEqual([
      'conversation.assigned',
      'conversation.taken_over',
      'conversation.unassigned',
      'conversation.assigned',
    ]);
  });

  it('only in its own workspace', async () => {
    const other = await Stage.open(process.env['DATABASE_URL']);
    opened.push(other);
    const theirs = { ...to(), workspaceId: other.workspace.id };
    await expect(stage.services.chats.release(theirs, 'x')).rejects.toMatchObject({ code: 'conversation_not_found' });
  });
});
