import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { RepairCase } from '@threadline/runs';
import { aDefinition } from '@threadline/runs/testing';
import { randomUUID } from 'node:crypto';
import { aPhone, eventually, WorkingStage } from './testing/working-stage.js';

const help = { kind: 'button', payload: 'help', text: 'Help' } as const;
let house: WorkingStage;
let phone = '';
let run = '';

beforeAll(async () => {
  house = await WorkingStage.open(process.env);
  for (const template of ['cart_reminder', 'cart_coupon']) await house.stage.approveTemplate(template);
  await house.stage.publish(aDefinition());
});
afterAll(() => house.close(), 60_000);

const query = (text: string, ...values: unknown[]) => house.stage.dataSource.query(text, values);
const rowOf = async (id: string) => (await query(`select * from run where id = $1`, id))[0];
const statusOf = async (id: string) => (await (await house.workflowOf(id)).describe()).status.name;

beforeEach(async () => {
  phone = aPhone();
  await house.stage.cart(phone, randomUUID());
  run = await eventually('the wait for an answer', async () => {
    const [row] = await query(
      `select r.id from run r join contact_identity i on i.contact_id = r.contact_id
       where i.value = $1 and r.asked_seq is not null and r.standing::text like '%reply%'`,
      phone,
    );
    return row?.id as string | undefined;
  });
});

/** Brings a run's rows back to what they were before its message was sent, as a restored backup does. */
async function restoreBackup(): Promise<void> {
  await query(
    `update message set status = 'planned', provider_id = null, effect_state = 'open' where run_id = $1`,
    run,
  );
  await query(`update run set revision = revision - 1 where id = $1`, run);
}

async function caseOf(id: string): Promise<RepairCase | undefined> {
  const cases = await house.stage.services.reconciling.cases({ limit: 100 });
  return cases.find((each) => each.run.id === id);
}

it('shows what only Temporal knows, and goes on under a new epoch when an operator says so', async () => {
  await restoreBackup();
  await house.stage.services.temporal.tryDeliver([]);
  await (await house.workflowOf(run)).signal('eventArrived', { about: run });
  const found = await eventually('the case', () => caseOf(run));
  expect(found).toMatchObject({ run: { state: 'active' }, workflow: { status: 'RUNNING' } });
  expect(found.sentUnknown).toHaveLength(1);
  await query(`update message set status = 'accepted', effect_state = 'consumed' where run_id = $1`, run);
  expect((await caseOf(run))?.sentUnknown).toEqual([]);

  expect(await house.stage.services.reconciling.settle(run, 'continue', Date.now())).toBe(true);
  expect(await house.stage.services.reconciling.settle(run, 'continue', Date.now())).toBe(false);
  await eventually('the new execution', async () => {
    await house.stage.services.temporal.deliverOverdue(0);
    return (await (await house.workflowOf(run)).describe()).memo?.['epoch'] === 2;
  });
  await house.stage.says(phone, help);
  await eventually('the end', async () => (await rowOf(run)).state === 'completed');
});

it('shows also what others know to be sent', async () => {
  await restoreBackup();
  await house.stage.services.reconciling.hold();
  const [{ id }] = await query(`select id from message where run_id = $1 and direction = 'out'`, run);
  await house.loseWorkflow(run);
  const cases = async (told?: Map<string, Set<string>>) =>
    (await house.stage.services.reconciling.cases({ limit: 100 }, told)).find((each) => each.run.id === run);
  expect(await cases()).toMatchObject({ workflow: { status: 'NOT_FOUND' }, sentUnknown: [] });
  expect((await cases(new Map([[run, new Set([id])]])))?.sentUnknown).toEqual([id]);
});

it('ends when an operator says so, and its workflow with it', async () => {
  await query(`update run set needs_repair = true where id = $1`, run);
  expect(await house.stage.services.reconciling.settle(run, 'exit', Date.now())).toBe(true);
  expect(await rowOf(run)).toMatchObject({ state: 'exited', reason: 'stopped_by_user', needs_repair: false });
  await eventually('the end of the workflow', async () => (await statusOf(run)) === 'COMPLETED');
});

it('neither decides nor is restored while it is held, whatever happens', async () => {
  expect(await house.stage.services.reconciling.hold()).toBeGreaterThanOrEqual(1);
  const { revision } = await rowOf(run);
  await house.stage.says(phone, help);
  await (await house.workflowOf(run)).terminate('with its database');
  expect((await house.stage.services.lostRuns.tendNext({ limit: 100 }, Date.now())).restored).toBe(0);
  expect(await rowOf(run)).toMatchObject({ state: 'active', revision, epoch: 1 });

  await house.stage.services.reconciling.settle(run, 'continue', Date.now());
  await eventually('the end', async () => (await rowOf(run)).state === 'completed');
});

it('does not send again what went out before the database was restored under the attempt, and waits for an operator', async () => {
  let message = '';
  house.stage.whatsapp.answerNext(async ({ callbackId }) => {
    message = callbackId;
    await query(
      `update message set status = 'planned', attempt_id = null, claimed_at = null, claimed_seq = null where id = $1`,
      message,
    );
    throw new Error('the database is away, and comes back from a backup');
  });
  await house.stage.cart(aPhone(), randomUUID());
  const held = await eventually('a run that needs repair', async () => {
    const [row] = await query(
      `select r.* from run r join message m on m.run_id = r.id where m.id = $1`,
      message || null,
    );
    return row?.needs_repair === true && row;
  });
  expect(await caseOf(held.id)).toMatchObject({ run: { state: 'active' } });
  expect(house.stage.whatsapp.ledger.filter(({ callbackId }) => callbackId === message)).toEqual([]);
});

it('is started again once when Temporal has lost everything, and not when it has lost nothing', async () => {
  const restore = () => house.stage.services.lostRuns.tendNext({ limit: 100 }, Date.now());
  expect(await restore()).toMatchObject({ restored: 0 });
  await house.loseWorkflow(run);
  const both = await Promise.all([restore(), restore()]);
  expect(both.reduce((sum, { restored }) => sum + restored, 0)).toBe(1);
  expect(await rowOf(run)).toMatchObject({ epoch: 2 });
  expect(await restore()).toMatchObject({ restored: 0 });
});
