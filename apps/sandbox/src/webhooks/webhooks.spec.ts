import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parseWebhook } from '@threadline/whatsapp';
import { RunningSandbox } from '../testing/running-sandbox.js';
import type { TestNumber } from '../testing/test-number.js';

const nobody = 'http://127.0.0.1:9/none';
let sandbox: RunningSandbox;
let number: TestNumber;
beforeAll(async () => void (sandbox = await RunningSandbox.start()));
afterAll(() => sandbox.stop());
beforeEach(async () => void (number = await sandbox.newNumber()));

async function statusesWith(settings: object, count: number): Promise<string[]> {
  await number.write('hi');
  await number.order('settings', settings);
  await number.sendText();
  await number.statuses(count);
  return number.reported();
}

describe('webhooks', () => {
  it('come repeated and in the order that is asked for', async () => {
    const seen = await statusesWith({ order: 'reversed', repeat: 2, delayMs: 15 }, 6);
    expect(seen).toEqual(['read', 'read', 'delivered', 'delivered', 'sent', 'sent']);
  });

  it('leave out the statuses that are not asked for', async () => {
    expect(await statusesWith({ statuses: ['sent', 'failed'], failedCode: 131049 }, 2)).toEqual(['sent', 'failed']);
    const told = sandbox.receiver.told(number.wabaId, 'status');
    expect(told.find(({ status }) => status === 'failed')?.error?.code).toBe(131049);
  });

  it('come several in one when batched', async () => {
    const before = sandbox.receiver.bodies.length;
    await statusesWith({ batch: true }, 3);
    const batch = sandbox.receiver.bodies.slice(before).find((body) => body.includes('"statuses"')) ?? '';
    expect(parseWebhook(JSON.parse(batch))).toHaveLength(3);
  });

  it('are repeated until the receiver takes them', async () => {
    sandbox.receiver.refusals = 4;
    await number.write('still there?');
    await number.toldOf('message', ({ length }) => length > 0);
    expect(sandbox.receiver.refusals).toBe(0);
  });

  it("do not wait for another number's receiver that is dead", async () => {
    const dead = await sandbox.newNumber();
    await dead.order('settings', { webhookUrl: nobody });
    for (let count = 0; count < 40; count += 1) await dead.write('x');
    await number.write('alive');
    await number.toldOf('message', ({ length }) => length === 1);
    expect((await sandbox.control('state')).body['webhooksPending']).toMatchObject({ [nobody]: 40 });
    await dead.order('reset');
    expect((await sandbox.control('state')).body['webhooksPending']).not.toMatchObject({ [nobody]: 40 });
  });

  it('come after a handshake that the receiver can be asked for', async () => {
    expect((await sandbox.control('verify', {})).body).toEqual({ verified: true });
  });

  it('are counted', async () => {
    await number.write('hi');
    await number.toldOf('message', ({ length }) => length === 1);
    const metrics = await (await fetch(`${sandbox.url}/metrics`)).text();
    expect(metrics).toMatch(/sandbox_webhooks_total\{outcome="delivered",app="sandbox"\} [1-9]/);
    expect((await fetch(`${sandbox.url}/health/ready`)).status).toBe(200);
  });
});
