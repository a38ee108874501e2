import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { HttpAnswer } from '@threadline/connectors';
import { findCall, type RunCall } from '@threadline/persistence';
import { aDefinition, answers, Stage } from '../testing/index.js';
import { pausesMs } from './call-settlements.js';

const minuteMs = 60_000;
const phone = '+393331234567';
let url: string | undefined;
let stage: Stage;
let run = '';
let call = '';

beforeAll(() => {
  url = process.env['DATABASE_URL'];
});
const opened: Stage[] = [];
afterAll(() => Promise.all(opened.map((each) => each.close())));

const hook = {
  type: 'webhook',
  url: 'https://crm.example.com/leads?key=secret',
  headers: { 'x-key': 'k' },
  body: '{"cart":"{{ trigger.data.cartId }}"}',
  capture: { score: 'lead.score', missing: 'lead.nothing' },
  next: 'thanks',
  failed: 'sorry',
};
const definition = aDefinition({
  exits: [{ on: 'shop.order.placed' }],
  start: 'hook',
  steps: {
    hook,
    thanks: {
      type: 'if_else',
      cases: [{ if: { path: 'results.hook.score', op: 'eq', value: 7 }, next: 'promising' }],
      otherwise: null,
    },
    promising: { type: 'add_tag', tag: 'promising', next: null },
    sorry: { type: 'add_tag', tag: 'not called', next: null },
  },
});

beforeEach(async () => {
  stage = await Stage.open(url);
  opened.push(stage);
  await stage.publish(definition);
  await stage.cart(phone, 'c1');
  run = (await stage.onlyRun()).id;
  const { effects } = await stage.advance(run);
  call = effects[0]?.id ?? '';
});

const row = async (): Promise<RunCall> => {
  const found = await findCall(stage.dataSource.manager, call);
  if (!found) throw new Error('there is no call');
  return found;
};
const tags = async (): Promise<string[]> =>
  (
    await stage.dataSource.query(
      `select tag from contact_tag where contact_id = (select contact_id from run where id = $1)`,
      [run],
    )
  ).map(({ tag }: { tag: string }) => tag);
const outcomes = async () => (await row()).attempts.map(({ outcome }) => outcome);
const perform = () => stage.calls.perform(call);
const later = (waitMs: number) => expect(perform()).rejects.toMatchObject({ code: 'later', waitMs });

describe('a call', () => {
  it('is planned once, ordered, made signed, and what was captured is used', async () => {
    expect(await row()).toMatchObject({ status: 'planned', effectState: 'open', stepId: 'hook', turn: 1 });
    stage.receiver.answerNext(() => answers(200, { lead: { score: 7 } }));
    expect(await perform()).toEqual({ outcome: 'done' });
    expect((await stage.drive(run)).outcome).toEqual({ state: 'completed', reason: 'last_step' });
    expect(await tags()).toEqual(['promising']);
    expect(stage.receiver.ledger).toEqual([
      expect.objectContaining({
        method: 'POST',
        url: hook.url,
        body: '{"cart":"c1"}',
        headers: { 'x-key': 'k' },
        signed: expect.objectContaining({ 'webhook-id': call }),
      }),
    ]);
  });

  it('says in its order what it is, without address or contents', async () => {
    const { effects, details } = await stage.advance(run);
    expect(effects).toEqual([{ id: call, kind: 'call', summary: 'call webhook of hook, turn 1' }]);
    expect(details).not.toMatch(/example|secret|c1/);
  });

  it('is made once by whoever repeats it after its end', async () => {
    await perform();
    expect(await perform()).toEqual({ outcome: 'done' });
    expect(stage.receiver.ledger).toHaveLength(1);
  });

  it.each([
    ['that is rejected', answers(404), 'rejected', 'HTTP 404'],
    ['that leads to a redirect nobody follows', answers(304), 'rejected', 'HTTP 304'],
    [
      'that we refuse',
      { outcome: 'refused', reason: 'address_refused', detail: 'not public' } satisfies HttpAnswer,
      'address_refused',
      'not public',
    ],
    [
      'whose answer is no JSON',
      { outcome: 'answered', status: 200, body: '<html>', isCut: false } satisfies HttpAnswer,
      'answer_not_json',
      'the answer is not JSON',
    ],
    [
      'whose answer is too large',
      { outcome: 'answered', status: 200, body: '{}', isCut: true } satisfies HttpAnswer,
      'answer_too_large',
      'the answer is too large to be read',
    ],
    [
      'of which too much is captured',
      answers(200, { lead: { score: 'x'.repeat(9_000) } }),
      'answer_too_large',
      'the captured parts are larger than 8192 bytes',
    ],
  ])('%s has failed, and the run goes on by that way', async (_, answer, reason, detail) => {
    stage.receiver.answerNext(() => answer as HttpAnswer);
    expect(await perform()).toEqual({ outcome: 'failed', reason });
    expect(await row()).toMatchObject({ status: 'failed', effectResult: { reason, detail } });
    await stage.drive(run);
    expect(await tags()).toEqual(['not called']);
    expect(await stage.trail(run)).toContain('step_failed');
  });
});

describe('a call that may succeed later', () => {
  it.each([
    ['HTTP 500', answers(500)],
    ['HTTP 503', answers(503)],
    ['HTTP 429', answers(429)],
    ['HTTP 408', answers(408)],
    ['no answer in time', { outcome: 'no_answer', detail: 'no answer in time' } satisfies HttpAnswer],
  ])('is made again under the same id after %s, signed anew', async (outcome, answer) => {
    stage.receiver.answerNext(() => answer as HttpAnswer);
    await later(pausesMs[0]);
    expect(await row()).toMatchObject({ status: 'planned', attempts: [{ outcome }] });
    stage.passes(pausesMs[0]);
    expect(await perform()).toEqual({ outcome: 'done' });
    const [first, second] = stage.receiver.ledger.map(({ signed }) => signed);
    expect(second?.['webhook-id']).toBe(first?.['webhook-id']);
    expect(Number(second?.['webhook-timestamp'])).toBe(Number(first?.['webhook-timestamp']) + pausesMs[0] / 1_000);
    expect(second?.['webhook-signature']).not.toBe(first?.['webhook-signature']);
    expect(await outcomes()).toEqual([outcome, 'HTTP 200']);
  });

  it('is not made before its time, however often it is asked for', async () => {
    stage.receiver.answerNext(() => answers(503));
    await later(pausesMs[0]);
    stage.passes(2_000);
    await later(pausesMs[0] - 2_000);
    expect(stage.receiver.ledger).toHaveLength(1);
  });

  it('waits as long as the receiver asks, when that is longer', async () => {
    stage.receiver.answerNext(() => answers(429, {}, { retryAfterMs: 10 * minuteMs }));
    await later(10 * minuteMs);
    stage.passes(10 * minuteMs);
    stage.receiver.answerNext(() => answers(429, {}, { retryAfterMs: 1_000 }));
    await later(pausesMs[1]);
  });

  it('has failed when the receiver asks to be left alone for more than a day', async () => {
    stage.receiver.answerNext(() => answers(503, {}, { retryAfterMs: 25 * 60 * minuteMs }));
    expect(await perform()).toEqual({ outcome: 'failed', reason: 'no_success' });
  });

  it('has failed after 8 attempts, and says what came last', async () => {
    for (const waitMs of pausesMs) {
      stage.receiver.answerNext(() => answers(503));
      await later(waitMs);
      stage.passes(waitMs);
    }
    stage.receiver.answerNext(() => answers(502));
    expect(await perform()).toEqual({ outcome: 'failed', reason: 'no_success' });
    expect(await row()).toMatchObject({ status: 'failed', effectResult: { detail: 'HTTP 502, 8 attempts' } });
    expect(await outcomes()).toHaveLength(8);
    await stage.drive(run);
    expect(await tags()).toEqual(['not called']);
  });

  it('is not made again once its run has ended', async () => {
    stage.receiver.answerNext(() => answers(503));
    await later(pausesMs[0]);
    await stage.order(phone, 'o1');
    expect((await stage.onlyRun()).state).toBe('exited');
    stage.passes(pausesMs[0]);
    expect(await perform()).toEqual({ outcome: 'skipped', reason: 'exited' });
    expect(await row()).toMatchObject({ status: 'skipped', effectState: 'consumed' });
    expect(await stage.trail(run)).toContain('call_skipped');
    expect(stage.receiver.ledger).toHaveLength(1);
  });
});

describe('an attempt at a call', () => {
  /** An attempt that has called and whose answer is yet to come. */
  async function anAttemptUnderWay() {
    let answer: (given: HttpAnswer) => void = () => undefined;
    const calls = stage.receiver.ledger.length;
    stage.receiver.answerNext(() => new Promise((resolve) => (answer = resolve)));
    const attempt = perform();
    while (stage.receiver.ledger.length === calls) await new Promise(setImmediate);
    return { attempt, answer: (given: HttpAnswer) => answer(given) };
  }

  it('that died between call and record is repeated under the same id, which receivers recognise', async () => {
    await anAttemptUnderWay(); // and its worker never comes back
    expect(await row()).toMatchObject({ status: 'calling' });
    expect(await perform()).toEqual({ outcome: 'done' });
    const ids = stage.receiver.ledger.map(({ signed }) => signed['webhook-id']);
    expect(ids).toEqual([call, call]);
    expect(await outcomes()).toEqual(['the attempt left no answer', 'HTTP 200']);
  });

  it('that was taken for dead changes nothing any more', async () => {
    const first = await anAttemptUnderWay();
    stage.receiver.answerNext(() => answers(200, { lead: { score: 1 } }));
    await perform();
    first.answer(answers(404));
    await first.attempt;
    expect(await row()).toMatchObject({ status: 'done', effectResult: { data: { score: 1 } } });
    expect(await outcomes()).toEqual(['the attempt left no answer', 'HTTP 200']);
  });

  it('that is under way when the run ends is shown as too late to stop, and its answer is kept', async () => {
    const { attempt, answer } = await anAttemptUnderWay();
    await stage.order(phone, 'o1');
    expect(await stage.trail(run)).toContain('too_late_to_stop');
    answer(answers(200));
    await attempt;
    expect(await row()).toMatchObject({ status: 'done' });
    expect(await tags()).toEqual([]);
  });

  it('that fails after the run has ended is not repeated', async () => {
    const { attempt, answer } = await anAttemptUnderWay();
    await stage.order(phone, 'o1');
    answer(answers(503));
    expect(await attempt).toEqual({ outcome: 'skipped', reason: 'exited' });
    expect(await row()).toMatchObject({ status: 'skipped', effectState: 'consumed', nextAttemptAt: null });
  });
});
