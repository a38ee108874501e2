import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { toEvents, type WebhookUpdate } from '@threadline/whatsapp';
import { eventually } from '../testing/eventually.js';
import { RunningSandbox } from '../testing/running-sandbox.js';
import { codeOf, phone, type TestNumber } from '../testing/test-number.js';
import type { VoiceCall } from './voice-call.js';

let sandbox: RunningSandbox;
let number: TestNumber;
beforeAll(async () => void (sandbox = await RunningSandbox.start()));
afterAll(() => sandbox.stop());
beforeEach(async () => {
  number = await sandbox.newNumber();
  await number.write('Call me, please');
});

const customer = (verb: string, more: object = {}) => number.order(`customers/${phone}/${verb}`, more);
const ask = () => number.send({ kind: 'call_permission', text: 'May we call you?' });
const allowed = () => number.client.callPermission({ phoneNumberId: number.phoneNumberId, to: { phone } });
const dial = (to: { phone?: string; userId?: string } = { phone }) =>
  number.client.startCall({ phoneNumberId: number.phoneNumberId, to, sdpOffer: 'v=0', callbackId: 'call-1' });
const calls = async () =>
  (await sandbox.control(`ledger?phoneNumberId=${number.phoneNumberId}`)).body['calls'] as VoiceCall[];

/** Dials and gives the id under which it rings. */
async function ring(): Promise<string> {
  const answer = await dial();
  if (answer.outcome !== 'calling') throw new Error(`it does not ring: ${JSON.stringify(answer)}`);
  return answer.callId;
}

/** The code of a refusal, else the outcome. */
const refusal = async (answer: ReturnType<typeof dial>) => codeOf((await answer) as Parameters<typeof codeOf>[0]);

/** The events that our ingress would make of what the receiver was told about calls, as soon as there are enough. */
const events = async (kind: 'call_started' | 'call_ended' | 'call_permission', count = 1) =>
  (await number.toldOf(kind, (updates) => updates.length >= count)).flatMap((update: WebhookUpdate) =>
    toEvents(update, ['workspace']),
  );

describe('a call', () => {
  it('is denied, asked for, allowed, made, answered and ended', async () => {
    expect(await allowed()).toEqual({ outcome: 'told', permission: 'none', mayCall: false, mayAsk: true });
    expect(await refusal(dial())).toBe(138006);

    expect(codeOf(await ask())).toBe('accepted');
    expect(await allowed()).toMatchObject({ mayAsk: false });
    await number.tap('Allow');
    const until = expect.stringMatching(/^\d{4}-/);
    expect(await events('call_permission')).toMatchObject([
      { type: 'whatsapp.call.permission_changed', data: { contact: { phone }, isAllowed: true, until } },
    ]);
    expect(await allowed()).toMatchObject({ permission: 'temporary', mayCall: true });

    const callId = await ring();
    expect(await events('call_started')).toMatchObject([
      { type: 'whatsapp.call.started', data: { contact: { phone }, callId, direction: 'outbound' } },
    ]);
    await customer('answer');
    await customer('hang-up');
    expect(await events('call_ended')).toMatchObject([
      { type: 'voice.call.ended', data: { contact: { phone }, callId, result: 'answered', durationSeconds: 1 } },
    ]);
    expect(await calls()).toMatchObject([{ id: callId, state: 'ended', result: 'answered', callbackId: 'call-1' }]);
  });

  it('that the customer declines is told as declined', async () => {
    await customer('calls', { calls: 'allow' });
    const callId = await ring();
    await customer('decline');
    const told = await eventually(
      () => events('call_ended'),
      (all) => all.some(({ data }) => 'result' in data && data.result === 'declined'),
    );
    expect(told).toContainEqual(expect.objectContaining({ type: 'voice.call.ended', id: `${callId}/ended` }));
    expect((await calls())[0]).toMatchObject({
      result: 'declined',
      told: ['connect', 'RINGING', 'REJECTED', 'terminate'],
    });
  });

  it('that nobody takes is missed when it has rung long enough', async () => {
    await customer('calls', { calls: 'allow' });
    await number.order('settings', { ringMs: 10 });
    const callId = await ring();
    expect(await events('call_ended')).toMatchObject([{ data: { callId, result: 'missed' } }]);
    expect((await customer('answer')).status).toBe(404);
  });

  it('ends when the business hangs up, and stays ended', async () => {
    await customer('calls', { calls: 'allow' });
    const { phoneNumberId } = number;
    const callId = await ring();
    await customer('answer');
    expect((await customer('decline')).status).toBe(409);
    for (const _ of [1, 2])
      expect(await number.client.endCall({ phoneNumberId, callId })).toEqual({ outcome: 'ended' });
    expect(await events('call_ended')).toMatchObject([{ data: { result: 'answered' } }]);
    expect(await number.client.endCall({ phoneNumberId, callId: 'wacid.other' })).toMatchObject({
      outcome: 'rejected',
      error: { code: 100 },
    });
  });

  it('may fail in the network, as tests order it', async () => {
    await customer('calls', { calls: 'allow' });
    await number.order('failures', { mode: 'failed_status', code: 138019 });
    const callId = await ring();
    expect(await events('call_ended')).toMatchObject([{ data: { callId, result: 'failed' } }]);
    await number.order('failures', { mode: 'error', code: 138005 });
    expect(await refusal(dial())).toBe(138005);
  });

  it('is told repeatedly and in any order, signed, and becomes the same events', async () => {
    await customer('calls', { calls: 'allow' });
    await number.order('settings', { repeat: 2, order: 'reversed' });
    await ring();
    await eventually(calls, ([call]) => call?.told.join() === 'RINGING,RINGING,connect,connect');
    await customer('answer');
    await customer('hang-up');
    expect(new Set((await events('call_started', 2)).map(({ id }) => id)).size).toBe(1);
    expect(new Set((await events('call_ended', 2)).map(({ id }) => id)).size).toBe(1);
    expect(sandbox.receiver.unsigned).toBe(0);
  });

  it('reaches somebody who hides their number', async () => {
    const userId = 'IT.abc';
    await number.order(`customers/${userId}/calls`, { calls: 'always' });
    const of = { phoneNumberId: number.phoneNumberId, to: { userId } };
    expect(await number.client.callPermission(of)).toMatchObject({ permission: 'permanent', mayAsk: false });
    expect(await dial({ userId })).toMatchObject({ outcome: 'calling' });
    await number.order(`customers/${userId}/decline`);
    const ended = await number.toldOf('call_ended', ({ length }) => length === 2);
    expect(ended.map(({ from }) => from.userId)).toEqual([userId, userId]);
  });
});

describe('it refuses', () => {
  it('a second call to somebody who is called already, and one to itself', async () => {
    await customer('calls', { calls: 'always' });
    await ring();
    expect(await refusal(dial())).toBe(138003);
    const { numbers } = (await sandbox.control('state')).body as { numbers: Record<string, string>[] };
    const own = numbers.find(({ phoneNumberId }) => phoneNumberId === number.phoneNumberId)?.['displayPhone'];
    expect(await refusal(dial({ phone: `+${own}` }))).toBe(138001);
  });

  it('a request that is not well formed', async () => {
    const path = `v25.0/${number.phoneNumberId}/calls`;
    const post = (body: object) => sandbox.call('POST', path, { messaging_product: 'whatsapp', to: phone, ...body });
    for (const body of [
      {},
      { action: 'accept' },
      { action: 'connect' },
      { action: 'connect', session: { sdp_type: 'offer', sdp: 'hello' } },
      { action: 'connect', to: 'nobody', session: { sdp_type: 'offer', sdp: 'v=0' } },
    ])
      expect(await post(body)).toMatchObject({ status: 400, body: { error: { code: 100 } } });
  });

  it('to ask twice in a day, until they have talked, and anybody who has allowed calls for good', async () => {
    expect(codeOf(await ask())).toBe('accepted');
    expect(codeOf(await ask())).toBe(138009);
    await number.tap('Allow');
    await ring();
    await customer('answer');
    expect(codeOf(await ask())).toBe('accepted');
    await number.tap('Always allow');
    expect(codeOf(await ask())).toBe(138017);
  });

  it('the answer to a request when a later one was answered', async () => {
    await number.order('settings', { callLimits: false });
    await ask();
    const [first] = await number.ledger();
    await eventually(
      () => Date.now(),
      (now) => now > Date.parse(first?.at ?? ''),
    );
    await ask();
    await number.tap('Not now');
    expect((await number.tap('Allow', { of: first?.wamid })).status).toBe(409);
    expect((await number.tap('Allow')).status).toBe(200);
  });

  it('calls after the customer has taken the permission back, and after four that nobody took', async () => {
    await customer('calls', { calls: 'allow' });
    await customer('calls', { calls: 'refuse' });
    expect(await refusal(dial())).toBe(138006);
    await customer('calls', { calls: 'always' });
    for (const _ of [1, 2, 3, 4]) {
      await ring();
      await customer('decline');
    }
    expect(await refusal(dial())).toBe(138006);
  });

  it('to tell of permissions more than five times in a second', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, allowed));
    expect(all.some((answer) => answer.outcome === 'rejected' && answer.error.code === 613)).toBe(true);
  });
});
