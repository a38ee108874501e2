import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AutomationDefinition } from '@threadline/automation';
import { HeldTransaction } from '@threadline/persistence/testing';
import { Stage } from '@threadline/runs/testing';
import { WhatsAppClient } from '@threadline/whatsapp';
import { randomUUID } from 'node:crypto';
import { eventually } from '../support/eventually.js';
import { OwnSandbox } from '../support/own-sandbox.js';
import { SandboxClient } from '../support/sandbox-client.js';
import { Sender } from './sender.js';
import { Nobody } from './nobody.js';

jest.setTimeout(600_000);

const sends = 200;
const times = [1, 2, 3];
const senders: Sender[] = [];
/** The last round of each point, by its key. */
const lastRounds = new Map<string, string>();
const nobody = new Nobody();
let survivor: Sender;
let stage: Stage;
let sandbox: OwnSandbox;
let control: SandboxClient;
let databaseUrl = '';
let nowhere = '';

beforeAll(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  const [{ name }] = await stage.dataSource.query(`select current_database() as name`);
  databaseUrl = Object.assign(new URL(process.env['DATABASE_URL'] ?? ''), { pathname: `/${name}` }).href;
  sandbox = await OwnSandbox.start();
  nowhere = await nobody.listen();
  control = new SandboxClient(sandbox.url, stage.workspace);
  await control.assign();
  await control.settings({ throughput: null, pairLimit: false, statuses: [] });
  await aTemplate();
  await stage.publish(greeting);
  for (let nth = 0; nth < sends; nth++) await stage.cart(`+39347${1_000_000 + nth}`, 'cart');
  await Promise.all((await stage.runs()).map(({ id }) => stage.advance(id)));
  survivor = send([]);
  await survivor.done();
});
afterAll(async () => {
  await Promise.all(senders.map((sender) => sender.kill()));
  nobody.close();
  await sandbox.stop();
  await stage.close();
});

const greeting = AutomationDefinition.parse({
  name: 'Greeting',
  triggers: [{ id: 'cart', type: 'shop', event: 'cart.updated', key: 'data.cartId' }],
  settings: { category: 'utility' },
  start: 'hello',
  steps: { hello: { type: 'send_template', template: 'hello', language: 'en', next: null } },
});

async function aTemplate(): Promise<void> {
  const client = new WhatsAppClient({
    baseUrl: sandbox.url,
    version: 'v25.0',
    accessToken: 'token',
    timeoutMs: 10_000,
  });
  const components = [{ type: 'BODY', text: 'Hello' }];
  await client.createTemplate(stage.workspace.wabaId, {
    name: 'hello',
    language: 'en',
    category: 'UTILITY',
    components,
  });
  await eventually('the template is approved', async () => {
    const listed = await client.listTemplates(stage.workspace.wabaId);
    return JSON.stringify(listed).includes('APPROVED') || undefined;
  });
  await stage.approveTemplate('hello');
}

/** Runs that are about to send to the same contacts, half of them marketing: copies of those that stand there already. */
async function aRound(point: string): Promise<string[]> {
  const { id } = stage.workspace;
  const round = randomUUID();
  lastRounds.set(point, round);
  await stage.dataSource.query(
    `insert into run select (jsonb_populate_record(r, jsonb_build_object('id', md5(r.id::text || $2)::uuid, 'key', $2::text))).*
     from run r where r.workspace_id = $1 and r.key = 'cart'`,
    [id, round],
  );
  const rows: { id: string }[] = await stage.dataSource.query(
    `insert into message select (jsonb_populate_record(m, jsonb_build_object('id', md5(m.id::text || $2)::uuid, 'run_id',
       md5(m.run_id::text || $2)::uuid, 'category', case when row_number() over () % 2 = 0 then 'marketing' else 'utility' end))).*
     from message m join run r on r.id = m.run_id where m.workspace_id = $1 and r.key = 'cart' returning id`,
    [id, round],
  );
  return rows.map((row) => row.id);
}

function send(messageIds: readonly string[], whatsappUrl = sandbox.url): Sender {
  const sender = Sender.start({ databaseUrl, whatsappUrl });
  senders.push(sender);
  return sender.send(messageIds);
}

/** How many of the messages have which status. */
async function statuses(messageIds: readonly string[]): Promise<Record<string, number>> {
  const rows: { status: string; count: number }[] = await stage.dataSource.query(
    `select status, count(*)::int as count from message where id = any($1) group by status`,
    [messageIds],
  );
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}

/** What the next worker makes of it, and how often each message was accepted by WhatsApp. */
async function afterwards(messageIds: readonly string[]) {
  await survivor.send(messageIds).done();
  const accepted = (await control.ledger()).filter(({ callbackId = '' }) => messageIds.includes(callbackId));
  const different = new Set(accepted.map(({ callbackId }) => callbackId));
  return { calls: accepted.length, messages: different.size, statuses: await statuses(messageIds) };
}

const until = (what: string, isSo: () => Promise<boolean> | boolean) =>
  eventually(what, async () => ((await isSo()) ? true : undefined));

async function heldAfterActing(messageIds: readonly string[]): Promise<Sender> {
  await control.hold('after_acting');
  const sender = send(messageIds);
  await until('every send is held', async () => (await control.held()) === sends);
  return sender;
}

describe(`${sends} sends, and the death of their worker`, () => {
  it.each(times)('before WhatsApp acts: none is sent, none is repeated (%i)', async () => {
    const messages = await aRound('before the call');
    const sender = send(messages, nowhere);
    await until('every send is under way', () => nobody.asked === sends);
    await sender.kill();
    nobody.forget();
    expect(await afterwards(messages)).toEqual({ calls: 0, messages: 0, statuses: { unknown: sends } });
  });

  it.each(times)('after WhatsApp acted, before it answers: none is repeated (%i)', async () => {
    const messages = await aRound('during the call');
    const sender = await heldAfterActing(messages);
    await sender.kill();
    await control.release();
    expect(await afterwards(messages)).toEqual({ calls: sends, messages: sends, statuses: { unknown: sends } });
  });

  it.each(times)('after the answer, before it is recorded: none is repeated (%i)', async () => {
    const messages = await aRound('before the record');
    const sender = await heldAfterActing(messages);
    const rows = await HeldTransaction.begin(stage.dataSource);
    await rows.tx.query(`select 1 from message where id = any($1) for update`, [messages]);
    await control.release();
    await rows.until(1);
    await sender.kill();
    await rows.letGo();
    expect(await afterwards(messages)).toEqual({ calls: sends, messages: sends, statuses: { unknown: sends } });
  });

  it.each(times)('after the record: none is repeated, and all are known (%i)', async () => {
    const messages = await aRound('after the record');
    const sender = await heldAfterActing(messages);
    await control.release();
    await until('every send is recorded', async () => (await statuses(messages))['accepted'] === sends);
    await sender.kill();
    expect(await afterwards(messages)).toEqual({ calls: sends, messages: sends, statuses: { accepted: sends } });
  });

  it('every run has ended, and shows what is known of its message', async () => {
    for (const round of lastRounds.values()) {
      const ids = (await stage.runs()).filter(({ key }) => key === round).map(({ id }) => id);
      expect(ids).toHaveLength(sends);
      for (let first = 0; first < sends; first += 20)
        await Promise.all(ids.slice(first, first + 20).map((id) => stage.advance(id)));
      const ended = (await stage.runs()).filter(({ key, state }) => key === round && state === 'completed');
      expect(ended).toHaveLength(sends);
    }
  });
});
