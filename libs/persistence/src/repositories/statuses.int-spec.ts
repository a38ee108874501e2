import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { messageIdOf } from '@threadline/contracts';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { aWorkspace, openDatabase, type TestWorkspace } from '../testing/index.js';
import { inTransaction } from '../transaction.js';
import { lockEarlyStatuses, takeEarlyStatus } from './early-statuses.repository.js';
import { lockContactOf } from './contact-identities.repository.js';
import { claimMessage, findOutgoing, planMessages, recordSend } from './messages.repository.js';
import { insertRun } from './runs.repository.js';
import { applyStatuses, type StatusReport } from './statuses.repository.js';

let dataSource: DataSource;
let workspace: TestWorkspace;
beforeAll(async () => {
  dataSource = await openDatabase({ url: process.env['DATABASE_URL'] });
  workspace = await aWorkspace(dataSource);
});
afterAll(() => dataSource.destroy());

const orders = [
  ['sent', 'delivered', 'read'],
  ['read', 'delivered', 'sent'],
  ['delivered', 'read', 'sent', 'delivered', 'read'],
  ['read', 'failed', 'sent'],
] as const;

it.each(orders.map((statuses) => ({ statuses })))(
  'ends at read when statuses come as $statuses',
  async ({ statuses }) => {
    const { id, wamid } = await anAcceptedMessage();
    for (const status of statuses) await apply([report({ status, providerId: wamid })]);
    expect(await statusOf(id)).toBe('read');
  },
);

it('counts failed only while nothing better came', async () => {
  const { id, wamid } = await anAcceptedMessage();
  await apply([report({ status: 'failed', providerId: wamid, problem: { code: 131026 } })]);
  expect(await statusOf(id)).toBe('failed');
  await apply([report({ status: 'delivered', providerId: wamid })]);
  expect(await statusOf(id)).toBe('delivered');
});

it('settles an unknown outcome by our own id, before any answer of the call', async () => {
  const { id, message, attemptId } = await aClaimedMessage();
  await inTransaction(dataSource, (tx) =>
    recordSend(tx, id, {
      at: Date.now(),
      status: 'unknown',
      result: { outcome: 'unknown', claimedSeq: 1 },
      attemptId,
      settleAt: Date.now(),
    }),
  );
  await apply([report({ status: 'sent', providerId: `wamid.${message.id}`, messageId: id })]);
  const [row] = await dataSource.query(`select status, provider_id, settle_at from message where id = $1`, [id]);
  expect(row).toEqual({ status: 'sent', provider_id: `wamid.${message.id}`, settle_at: null });
});

it('keeps a status that overtook the answer of the call', async () => {
  const { id, attemptId } = await aClaimedMessage();
  await apply([report({ status: 'delivered', providerId: `wamid.${id}`, messageId: id })]);
  await inTransaction(dataSource, (tx) =>
    recordSend(tx, id, {
      at: Date.now(),
      status: 'accepted',
      result: { outcome: 'accepted', claimedSeq: 1 },
      providerId: `wamid.${id}`,
      attemptId,
    }),
  );
  const [row] = await dataSource.query(`select status, effect_state from message where id = $1`, [id]);
  expect(row).toEqual({ status: 'delivered', effect_state: 'done' });
});

it("ignores another workspace's word about a message", async () => {
  const { id } = await anAcceptedMessage();
  const other = await aWorkspace(dataSource);
  await apply([{ ...report({ status: 'read', providerId: 'wamid.other', messageId: id }), workspaceId: other.id }]);
  expect(await statusOf(id)).toBe('accepted');
});

it('applies a batch of 1,000 statuses in five statements, though it knows one message only', async () => {
  const { id, wamid } = await anAcceptedMessage();
  const strangers = Array.from({ length: 999 }, (_, n) =>
    report({ status: 'sent', providerId: `wamid.stranger-${n}` }),
  );
  let statements = 0;
  await inTransaction(dataSource, (tx) => {
    const counting = Object.create(tx, {
      query: { value: (...given: [string]) => (statements++, tx.query(...given)) },
    });
    return applyStatuses(counting, [...strangers, report({ status: 'read', providerId: wamid })]);
  });
  expect(statements).toBe(5);
  expect(await statusOf(id)).toBe('read');
});

it.each([
  [['sent', 'delivered', 'read'], 'read'],
  [['read', 'sent'], 'read'],
  [['failed', 'delivered'], 'delivered'],
  [['delivered', 'failed'], 'delivered'],
] as const)('keeps the best of %j for a message that nobody knows yet', async (statuses, best) => {
  const named = { workspaceId: workspace.id, providerId: `wamid.early-${randomUUID()}` };
  const pricing = { category: 'marketing' };
  for (const status of statuses) await apply([report({ status, providerId: named.providerId, pricing })]);
  const [kept] = await inTransaction(dataSource, (tx) => takeEarlyStatus(tx, named));
  expect(kept).toMatchObject({ ...named, status: best, pricing });
  expect(await inTransaction(dataSource, (tx) => takeEarlyStatus(tx, named))).toEqual([]);
});

it('waits for a send that is being recorded, and then finds its message', async () => {
  const { id, attemptId } = await aClaimedMessage();
  const named = { workspaceId: workspace.id, providerId: `wamid.${id}` };
  const recorder = dataSource.createQueryRunner();
  try {
    await recorder.startTransaction();
    await lockEarlyStatuses(recorder.manager, [named]);
    const applying = apply([report({ status: 'read', providerId: named.providerId })]);
    for (let waiting: unknown[] = []; waiting.length === 0;)
      waiting = await dataSource.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`,
      );
    const result = { outcome: 'accepted', claimedSeq: 1 } as const;
    const recorded = { at: Date.now(), status: 'accepted', result, providerId: named.providerId, attemptId } as const;
    await recordSend(recorder.manager, id, recorded);
    expect(await takeEarlyStatus(recorder.manager, named)).toEqual([]);
    await recorder.commitTransaction();
    expect(await applying).toMatchObject([{ id, status: 'read' }]);
  } finally {
    await recorder.release();
  }
});

const apply = (reports: StatusReport[]) => inTransaction(dataSource, (tx) => applyStatuses(tx, reports));
const statusOf = async (id: string) =>
  (await dataSource.query(`select status from message where id = $1`, [id]))[0].status;

function report(told: Partial<StatusReport> & Pick<StatusReport, 'status' | 'providerId'>): StatusReport {
  const at = new Date().toISOString();
  return {
    workspaceId: workspace.id,
    messageId: null,
    at,
    readAt: told.status === 'read' ? at : null,
    problem: null,
    pricing: null,
    ...told,
  };
}

async function anAcceptedMessage() {
  const { id, attemptId } = await aClaimedMessage();
  const wamid = `wamid.${id}`;
  await inTransaction(dataSource, (tx) =>
    recordSend(tx, id, {
      at: Date.now(),
      status: 'accepted',
      result: { outcome: 'accepted', claimedSeq: 1 },
      providerId: wamid,
      attemptId,
    }),
  );
  return { id, wamid };
}

async function aClaimedMessage() {
  const runId = await aRun();
  const id = messageIdOf(runId, 'remind', 1);
  const attemptId = randomUUID();
  const message = await inTransaction(dataSource, async (tx) => {
    const planned = await findOutgoing(tx, id);
    if (!planned) throw new Error('the message was not planned');
    await claimMessage(tx, planned, { attemptId, at: Date.now() });
    return planned;
  });
  return { id, message, attemptId };
}

async function aRun(): Promise<string> {
  const runId = randomUUID();
  const automationId = randomUUID();
  await dataSource.query(
    `insert into automation (id, workspace_id, slug, name, draft) values ($1, $2, $3, 'Test', '{}')`,
    [automationId, workspace.id, `automation-${automationId}`],
  );
  await inTransaction(dataSource, async (tx) => {
    const { contactId } = await lockContactOf(tx, workspace.id, { externalId: runId });
    const triggerEvent = { type: 'shop.cart.updated', id: 'e', time: 0, data: {} };
    const run = {
      id: runId,
      workspaceId: workspace.id,
      automationId,
      version: 1,
      contactId,
      triggerId: 't',
      key: '',
      causationDepth: 0,
    };
    await insertRun(tx, { ...run, state: 'active', triggerEvent });
    await planMessages(tx, { runId, workspaceId: workspace.id, contactId }, [
      {
        kind: 'send',
        stepId: 'remind',
        turn: 1,
        category: 'utility',
        content: { kind: 'text', text: 'hi' },
        asks: false,
        intendedAt: 0,
      },
    ]);
  });
  return runId;
}
