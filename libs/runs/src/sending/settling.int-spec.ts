import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { changeWorkspace } from '@threadline/persistence';
import type { SendAnswer } from '@threadline/whatsapp';
import { aDefinition, Stage } from '../testing/index.js';

const anna = '+391110000001';
const minute = 60_000;
const hour = 60 * minute;
const opened: Stage[] = [];
let stage: Stage;
let run = '';
let message = '';

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
  await stage.approveTemplate('cart_reminder');
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

const silent = (): SendAnswer => ({ outcome: 'unknown', detail: 'no answer in time' });
const unlessTold = { marketing: 'continue', utility: 'continue', service: 'continue', authentication: 'resend' };
const settled = () => stage.services.settling.settleOverdue(stage.clock.now());
const byHand = (as: 'sent' | 'not_sent' | 'resend', workspaceId = stage.workspace.id) =>
  stage.services.settling.settleByHand({ workspaceId, messageId: message, now: stage.clock.now() }, as);
const statusOf = async () => {
  const [row] = await stage.dataSource.query(`select status from message where id = $1`, [message]);
  return row.status;
};

/** A run whose first message got no answer. */
async function anUnknown(category: string, whenUnknown: object = {}): Promise<void> {
  await changeWorkspace(stage.dataSource.manager, stage.workspace.id, {
    sending: { whenUnknown: { ...unlessTold, ...whenUnknown } },
  });
  await stage.publish(aDefinition({ settings: { category, timeZone: 'contact' } }));
  await stage.cart(anna, 'cart-1');
  run = (await stage.onlyRun()).id;
  message = (await stage.advance(run)).effects[0]?.id ?? '';
  stage.whatsapp.answerNext(silent);
  await stage.drive(run);
  await stage.numberRests(0);
}

describe('a message of which nobody knows whether it went out', () => {
  it('of marketing is never sent again; its run goes on, and the timeline says why', async () => {
    await anUnknown('marketing');
    expect(await stage.trail(run)).toContain('send_unknown');
    stage.passes(hour);
    expect([await settled(), await settled()]).toEqual([1, 0]);
    await stage.drive(run);
    expect([stage.whatsapp.ledger, await statusOf()]).toEqual([[], 'unknown']);
    expect(await stage.trail(run)).toContain('send_settled');
    expect(await stage.emitted()).toContain('message.settled');
  });

  it('of a code to sign in is sent again a minute later, when WhatsApp has told nothing', async () => {
    await anUnknown('authentication');
    expect(await stage.advance(run)).toMatchObject({ waitingFor: expect.stringContaining('unknown_outcome') });
    stage.passes(minute - 1);
    expect(await settled()).toBe(0);
    stage.passes(1);
    expect(await settled()).toBe(1);
    expect(stage.temporal.rung).toHaveLength(1);
    await stage.drive(run);
    expect([stage.whatsapp.ledger.length, await statusOf()]).toEqual([1, 'accepted']);
  });

  it('that WhatsApp tells of is settled by that, and its run goes on at once', async () => {
    await anUnknown('authentication');
    await stage.reports(message, 'delivered');
    expect(stage.temporal.rung).toHaveLength(1);
    await stage.drive(run);
    expect(await stage.trail(run)).toContain('send_accepted');
    stage.passes(hour);
    expect(await settled()).toBe(0);
    expect(stage.whatsapp.ledger).toEqual([]);
  });

  it('is waited for when the workspace says so, and given up after an hour', async () => {
    await anUnknown('marketing', { marketing: 'wait' });
    expect(await stage.trail(run)).not.toContain('send_unknown');
    stage.passes(hour);
    await settled();
    await stage.drive(run);
    expect(await stage.trail(run)).toContain('send_unknown');
    expect(stage.whatsapp.ledger).toEqual([]);
  });

  it('is not made unknown by its attempt when WhatsApp has told of it already', async () => {
    await stage.publish(aDefinition());
    await stage.cart(anna, 'cart-1');
    run = (await stage.onlyRun()).id;
    message = (await stage.advance(run)).effects[0]?.id ?? '';
    stage.whatsapp.answerNext(async () => {
      await stage.reports(message, 'sent');
      return silent();
    });
    await stage.drive(run);
    expect([await statusOf(), await stage.trail(run)]).toEqual(['sent', expect.arrayContaining(['send_accepted'])]);
  });

  it('whose attempt answers while its run waits lets the run go on', async () => {
    await changeWorkspace(stage.dataSource.manager, stage.workspace.id, {
      sending: { whenUnknown: { ...unlessTold, marketing: 'wait' } },
    });
    await stage.publish(aDefinition());
    await stage.cart(anna, 'cart-1');
    run = (await stage.onlyRun()).id;
    message = (await stage.advance(run)).effects[0]?.id ?? '';
    let answer: (given: SendAnswer) => void = () => undefined;
    const called = new Promise<void>((resolve) => {
      stage.whatsapp.answerNext(() => {
        resolve();
        return new Promise((given) => (answer = given));
      });
    });
    const hanging = stage.outgoing.send(message);
    await called;
    await stage.drive(run);
    expect(await statusOf()).toBe('unknown');
    answer({ outcome: 'accepted', wamid: 'wamid.late' });
    await hanging;
    await stage.drive(run);
    expect(await stage.trail(run)).toContain('send_accepted');
  });

  it('left by an attempt that died with its run is found and shown', async () => {
    await stage.publish(aDefinition());
    await stage.cart(anna, 'cart-1');
    run = (await stage.onlyRun()).id;
    message = (await stage.advance(run)).effects[0]?.id ?? '';
    stage.whatsapp.answerNext(() => {
      throw new Error('the worker died here');
    });
    await expect(stage.outgoing.send(message)).rejects.toThrow('died');
    await stage.dataSource.query(`update run set state = 'exited' where id = $1`, [run]);
    stage.passes(hour);
    expect(await settled()).toBe(0);
    expect(await statusOf()).toBe('unknown');
    stage.passes(hour);
    expect(await settled()).toBe(1);
  });

  it('is settled once by two sweepers at the same time', async () => {
    await anUnknown('marketing');
    stage.passes(hour);
    expect(new Set(await Promise.all([settled(), settled()]))).toEqual(new Set([0, 1]));
  });
});

describe('by hand', () => {
  it.each([
    { as: 'sent', status: 'accepted', trail: 'send_accepted', sent: 0 },
    { as: 'not_sent', status: 'failed', trail: 'step_failed', sent: 0 },
    { as: 'resend', status: 'accepted', trail: 'send_accepted', sent: 1 },
  ] as const)('a message is settled as $as', async ({ as, status, trail, sent }) => {
    await anUnknown('utility', { utility: 'wait' });
    await byHand(as);
    await stage.drive(run);
    expect([await statusOf(), stage.whatsapp.ledger.length]).toEqual([status, sent]);
    expect(await stage.trail(run)).toEqual(expect.arrayContaining(['send_settled', trail]));
  });

  it('nothing is settled that is known, whose run went on, or that is of another workspace', async () => {
    await anUnknown('utility');
    await expect(byHand('resend')).rejects.toMatchObject({ code: 'not_to_settle' });
    const other = await Stage.open(process.env['DATABASE_URL']);
    opened.push(other);
    await expect(byHand('sent', other.workspace.id)).rejects.toMatchObject({ code: 'message_not_found' });
    await byHand('sent');
    await expect(byHand('sent')).rejects.toMatchObject({ code: 'not_to_settle' });
  });
});
