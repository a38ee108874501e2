import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SendAnswer } from '@threadline/whatsapp';
import { aDefinition, Stage } from '../testing/index.js';

const anna = '+391110000001';
const opened: Stage[] = [];
let stage: Stage;
let run = '';
let message = '';

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
  await stage.approveTemplate('cart_reminder');
  await stage.publish(aDefinition());
  await stage.cart(anna, 'cart-1');
  run = (await stage.onlyRun()).id;
  message = (await stage.advance(run)).effects[0]?.id ?? '';
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

const row = async () =>
  (
    await stage.dataSource.query(
      `select status, effect_state, problem->>'code' as problem from message where id = $1`,
      [message],
    )
  )[0];

describe('a send', () => {
  it('is made once, however often it is asked for', async () => {
    expect(await stage.outgoing.send(message)).toEqual({ outcome: 'accepted' });
    expect(await stage.outgoing.send(message)).toEqual({ outcome: 'accepted' });
    expect(stage.whatsapp.ledger).toHaveLength(1);
  });

  it('is made once when two attempts run at the same time', async () => {
    const outcomes = await Promise.allSettled([stage.outgoing.send(message), stage.outgoing.send(message)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect(stage.whatsapp.ledger).toHaveLength(1);
  });

  it('carries our id, so that a status can settle what the answer did not', async () => {
    await stage.outgoing.send(message);
    expect(stage.whatsapp.ledger[0]?.callbackId).toBe(message);
  });

  it('whose attempt died is unknown and not repeated', async () => {
    stage.whatsapp.answerNext(() => {
      throw new Error('the worker died here');
    });
    await expect(stage.outgoing.send(message)).rejects.toThrow('died');
    expect(await stage.outgoing.send(message)).toEqual({ outcome: 'unknown' });
    expect(stage.whatsapp.ledger).toEqual([]);
    expect(await row()).toEqual({ status: 'unknown', effect_state: 'done', problem: 'unknown_outcome' });
  });

  it('turns from unknown to accepted when the late answer of its own attempt comes', async () => {
    let answer: (given: SendAnswer) => void = () => undefined;
    stage.whatsapp.answerNext(() => new Promise((resolve) => (answer = resolve)));
    const hanging = stage.outgoing.send(message);
    while ((await row()).status !== 'sending') await new Promise(setImmediate);
    expect(await stage.outgoing.send(message)).toEqual({ outcome: 'unknown' });
    answer({ outcome: 'accepted', wamid: 'wamid.late' });
    expect(await hanging).toEqual({ outcome: 'accepted' });
    expect((await row()).status).toBe('accepted');
  });

  it.each([
    { said: 'throttled' as const, error: { code: 130429, class: 'throttled', words: 'too fast', retryAfterMs: 1_000 } },
    {
      said: 'pair limit' as const,
      error: { code: 131056, class: 'pair_limit', words: 'too fast for this contact', retryAfterMs: 1_000 },
    },
  ])('is taken back and tried again later when WhatsApp says $said', async ({ error }) => {
    stage.whatsapp.answerNext(() => ({ outcome: 'rejected', error }) as SendAnswer);
    await expect(stage.outgoing.send(message)).rejects.toMatchObject({ code: 'later', waitMs: error.retryAfterMs });
    expect(await row()).toEqual({ status: 'planned', effect_state: 'open', problem: String(error.code) });
    expect(await stage.outgoing.send(message)).toEqual({ outcome: 'accepted' });
  });

  it("waits as long as WhatsApp's limit for a person lasts, and is made then", async () => {
    const error = {
      code: 131049,
      class: 'wait_until',
      words: 'limit of marketing for this person',
      retryAfterMs: 86_400_000,
    };
    stage.whatsapp.answerNext(() => ({ outcome: 'rejected', error }) as SendAnswer);
    expect(await stage.outgoing.send(message)).toMatchObject({ outcome: 'parked' });
    expect((await stage.drive(run)).wakeAt).toBe(stage.clock.now() + 86_400_000);
    expect(stage.whatsapp.ledger).toEqual([]);
    await stage.later(run, 86_400_000);
    expect(stage.whatsapp.ledger).toHaveLength(1);
  });

  it('waits for an unreachable WhatsApp', async () => {
    stage.whatsapp.answerNext(() => ({ outcome: 'unreachable', detail: 'ECONNREFUSED' }));
    await expect(stage.outgoing.send(message)).rejects.toMatchObject({ code: 'later' });
    expect((await row()).problem).toBe('provider_unreachable');
    await stage.numberRests(0);
    expect(await stage.outgoing.send(message)).toEqual({ outcome: 'accepted' });
  });

  it('that WhatsApp refuses for good ends the run by its policy, and says why', async () => {
    stage.whatsapp.answerNext(
      () => ({ outcome: 'rejected', error: { code: 131026, class: 'final', words: 'not on WhatsApp' } }) as SendAnswer,
    );
    await stage.outgoing.send(message);
    expect((await stage.drive(run)).outcome).toEqual({ state: 'exited', reason: 'step_failed' });
    expect(await stage.emitted()).toContain('message.failed');
  });

  it('of a template under review is parked, and made when the approval comes', async () => {
    const { id: workspaceId } = stage.workspace;
    await stage.dataSource.query(`update template set status = 'pending' where workspace_id = $1`, [workspaceId]);
    expect(await stage.outgoing.send(message)).toEqual({ outcome: 'parked', reason: 'template_pending' });
    const parked = await stage.drive(run);
    expect(parked).toMatchObject({ effects: [], waitingFor: expect.stringContaining('template_pending') });
    const woken = await stage.services.templateChanges.apply(stage.clock.now(), async ({ tx }) => {
      await tx.query(`update template set status = 'approved' where workspace_id = $1`, [workspaceId]);
      return [{ workspaceId, name: 'cart_reminder', language: 'en', status: 'approved', eventId: 'approval' }];
    });
    expect(woken).toBe(1);
    expect(stage.temporal.rung.map(({ signal }) => signal)).toEqual(['eventArrived']);
    await stage.drive(run);
    expect(stage.whatsapp.ledger).toHaveLength(1);
  });

  it('of a rejected template is not made', async () => {
    await stage.dataSource.query(`update template set status = 'rejected' where workspace_id = $1`, [
      stage.workspace.id,
    ]);
    await stage.outgoing.send(message);
    expect(stage.whatsapp.ledger).toEqual([]);
    expect((await row()).problem).toMatch(/template/);
  });

  it('of a template that is too long with its values is not made, and names the field', async () => {
    const components = JSON.stringify([{ type: 'BODY', text: `${'x'.repeat(1_020)} {{1}}` }]);
    await stage.dataSource.query(`update template set components = $2 where workspace_id = $1`, [
      stage.workspace.id,
      components,
    ]);
    expect(await stage.outgoing.send(message)).toEqual({ outcome: 'failed', reason: 'template_too_long' });
    expect(stage.whatsapp.ledger).toEqual([]);
    const [{ words }] = await stage.dataSource.query(`select problem->>'words' as words from message where id = $1`, [
      message,
    ]);
    expect(words).toBe('variables: with its values the text has 1026 characters, over 1024');
  });

  it('of marketing to someone who has opted out meanwhile is skipped', async () => {
    await stage.dataSource.query(
      `update contact set marketing_consent = 'withdrawn' where id = (select contact_id from run where id = $1)`,
      [run],
    );
    expect(await stage.outgoing.send(message)).toMatchObject({ outcome: 'skipped' });
    expect(stage.whatsapp.ledger).toEqual([]);
  });
});
