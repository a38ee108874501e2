import { beforeAll, expect, it } from '@jest/globals';
import { optOutConfirmationIdOf } from '@threadline/contracts';
import { aWorkspace, type TestWorkspace } from '../support/a-workspace.js';
import { environment } from '../support/environment.js';
import { eventually } from '../support/eventually.js';
import { GatewayClient } from '../support/gateway-client.js';
import { aPhone } from '../support/outside-events.js';
import { SandboxClient } from '../support/sandbox-client.js';

let workspace: TestWorkspace;
let gateway: GatewayClient;
let sandbox: SandboxClient;

beforeAll(async () => {
  workspace = await aWorkspace();
  gateway = new GatewayClient(environment('GATEWAY_URL'), workspace.apiKey);
  sandbox = new SandboxClient(environment('SANDBOX_URL'), workspace);
  await sandbox.assign();
  const components = [{ type: 'BODY', text: 'You will get no more offers from us.' }];
  await gateway.call('POST', '/templates', { name: 'goodbye', language: 'en', category: 'utility', components });
  const optOutConfirmation = { template: 'goodbye', language: 'en' };
  await eventually('an approved template that confirms', () =>
    gateway.call('PATCH', '/workspace', { optOutConfirmation }),
  );
});

/** Confirmations that have ended, as many as there shall be by now. */
const confirmations = (count: number) =>
  eventually(`${count} confirmations`, async () => {
    const runs = await gateway.runsOf(optOutConfirmationIdOf(workspace.id));
    expect(runs.map(({ state }) => state)).toEqual(Array.from({ length: count }, () => 'completed'));
    return runs;
  });

const templatesTo = async (phone: string) => (await sandbox.ledger(phone)).map(({ template }) => template?.name);

it('confirms every opt-out once, however often it is said, and none that WhatsApp confirms itself', async () => {
  const [anna, bea] = [aPhone(), aPhone()];
  await Promise.all(['STOP', 'Basta!', 'stop'].map((words) => sandbox.text(anna, words)));
  const [run] = await confirmations(1);
  await sandbox.marketing(bea, 'stop');
  await sandbox.text(bea, 'STOP');
  await gateway.call('POST', `/contacts/${run?.contactId}/opt-in`, {});
  await sandbox.text(anna, 'STOP');
  await confirmations(2);
  expect(await templatesTo(anna)).toEqual(['goodbye', 'goodbye']);
  expect(await templatesTo(bea)).toEqual([]);
});
