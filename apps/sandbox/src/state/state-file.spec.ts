import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../testing/eventually.js';
import { RunningSandbox } from '../testing/running-sandbox.js';
import { codeOf, phone, templateOf, TestNumber } from '../testing/test-number.js';
import { WebhookReceiver } from '../testing/webhook-receiver.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  file = join(folder, 'state.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const start = () => RunningSandbox.start({ SANDBOX_STATE_FILE: file });

describe('a sandbox with a state file', () => {
  it('knows after a restart its templates, customers and messages', async () => {
    const before = await start();
    const number = await before.newNumber();
    await number.approveTemplate();
    await number.sendTemplate();
    before.receiver.refusals = 1_000_000;
    await number.write('hi');
    await before.stop();

    const after = await start();
    const again = new TestNumber(after, number);
    expect(codeOf(await again.sendText())).toBe('accepted');
    expect(codeOf(await again.sendTemplate())).toBe('accepted');
    expect((await again.tap('help')).status).toBe(200);
    expect(await again.ledger()).toHaveLength(3);
    const chat = await after.control(`chats/${phone}?phoneNumberId=${number.phoneNumberId}`);
    expect(JSON.stringify(chat.body)).toContain('"from":"customer"');
    await after.stop();
  });

  it('delivers after a restart what the receiver had not taken', async () => {
    const before = await start();
    const number = await before.newNumber();
    const receiver = new WebhookReceiver();
    await number.order('settings', { webhookUrl: await receiver.listen() });
    receiver.refusals = 1_000_000;
    await number.write('hi');
    await eventually(
      () => receiver.refusals,
      (left) => left < 1_000_000,
    );
    await before.stop();
    receiver.refusals = 0;
    const after = await start();
    await eventually(
      () => receiver.told(number.wabaId, 'message'),
      ({ length }) => length > 0,
    );
    await after.stop();
    receiver.close();
  });

  it('knows who may be called, and lets go on ringing what rang', async () => {
    const before = await start();
    const number = await before.newNumber();
    const { phoneNumberId } = number;
    await number.order(`customers/${phone}/calls`, { calls: 'always' });
    await number.client.startCall({ phoneNumberId, to: { phone }, sdpOffer: 'v=0', callbackId: 'call-1' });
    await before.stop();
    const after = await start();
    const again = new TestNumber(after, number);
    expect((await again.order(`customers/${phone}/decline`)).status).toBe(200);
    await again.toldOf('call_ended', (updates) => updates.some(({ result }) => result === 'declined'));
    expect(await again.client.callPermission({ phoneNumberId, to: { phone } })).toMatchObject({ mayCall: true });
    await after.stop();
  });

  it('goes on with the review of a template', async () => {
    const before = await start();
    const number = await before.newNumber();
    await before.control('reviews', { wabaId: number.wabaId, verdict: 'hold' });
    await number.client.createTemplate(number.wabaId, templateOf('cart'));
    await before.stop();
    const after = await start();
    await new TestNumber(after, number).toldOf('template_status', (updates) =>
      updates.some(({ event }) => event === 'APPROVED'),
    );
    await after.stop();
  });

  it('begins anew when the file cannot be read, and keeps it aside', async () => {
    writeFileSync(file, '{"v":7');
    const sandbox = await start();
    expect((await sandbox.control('state')).body).toMatchObject({ numbers: [] });
    await sandbox.stop();
    expect(readdirSync(folder)).toContain('state.json.unreadable');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ v: 1 });
  });
});
