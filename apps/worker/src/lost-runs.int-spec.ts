import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { aDefinition } from '@threadline/runs/testing';
import { randomUUID } from 'node:crypto';
import { aPhone, eventually, WorkingStage } from './testing/working-stage.js';

const help = { kind: 'button', payload: 'help', text: 'Help' } as const;
const minuteMs = 60_000;
let house: WorkingStage;

beforeAll(async () => {
  house = await WorkingStage.open(process.env);
  for (const template of ['cart_reminder', 'cart_coupon']) await house.stage.approveTemplate(template);
  await house.stage.publish(aDefinition());
});
afterAll(() => house.close(), 60_000);

/** A run that has sent its reminder and waits an hour for the answer. */
async function aWaitingRun(): Promise<{ id: string; phone: string }> {
  const phone = aPhone();
  await house.stage.cart(phone, randomUUID());
  const contact = `(select contact_id from contact_identity where value = $1)`;
  return eventually('the wait for an answer', async () => {
    const [row] = await house.stage.dataSource.query(
      `select id from run where contact_id = ${contact} and asked_seq is not null and standing::text like '%reply%'`,
      [phone],
    );
    return row && { id: row.id as string, phone };
  });
}

const rowOf = async (id: string) =>
  (
    await house.stage.dataSource.query(
      `select state, reason, epoch, needs_repair as "needsRepair" from run where id = $1`,
      [id],
    )
  )[0];
const sentTo = async (id: string): Promise<number> =>
  (
    await house.stage.dataSource.query(
      `select count(*)::int as n from message where run_id = $1 and status = 'accepted'`,
      [id],
    )
  )[0].n;

async function answersAndEnds({ id, phone }: { id: string; phone: string }): Promise<void> {
  await house.stage.says(phone, help);
  await eventually('the end', async () => (await rowOf(id)).state === 'completed');
  expect(await sentTo(id)).toBe(1);
  await eventually('the end of the workflow', async () => {
    const { status } = await (await house.workflowOf(id)).describe();
    return status.name === 'COMPLETED';
  });
}

it('whose workflow was terminated go on where they stood, with a new epoch, and are restored once', async () => {
  const run = await aWaitingRun();
  await (await house.workflowOf(run.id)).terminate('by mistake');
  await eventually('the visibility of it', () => house.doChore('restore-terminated-runs').then((done) => done === 1));
  expect(await rowOf(run.id)).toMatchObject({ state: 'active', epoch: 2 });
  expect(await house.doChore('restore-terminated-runs')).toBe(0);
  await answersAndEnds(run);
  expect(await house.stage.trail(run.id)).toContain('restored');
});

it('that Temporal has forgotten are found once their moment has passed', async () => {
  const run = await aWaitingRun();
  await house.loseWorkflow(run.id);
  expect(await house.doChore('sweep-lost-runs')).toBe(0);
  expect(await house.doChore('sweep-lost-runs', Date.now() + 70 * minuteMs)).toBe(1);
  expect(await rowOf(run.id)).toMatchObject({ epoch: 2 });
  await answersAndEnds(run);
});

it('whose bell was lost are rung again, and only while something waits for them', async () => {
  const run = await aWaitingRun();
  expect(await house.doChore('sweep-lost-runs', Date.now() + 10 * minuteMs)).toBe(0);
  const { temporal } = house.stage.services;
  const deliver = temporal.tryDeliver.bind(temporal);
  temporal.tryDeliver = () => Promise.resolve();
  await house.stage.says(run.phone, help);
  await house.stage.dataSource.query(`delete from dispatch where run_id = $1`, [run.id]);
  temporal.tryDeliver = deliver;
  expect(await house.doChore('sweep-lost-runs', Date.now() + 10 * minuteMs)).toBe(1);
  await eventually('the end', async () => (await rowOf(run.id)).state === 'completed');
});

it('whose end Temporal has seen and the database has not are marked, and send nothing', async () => {
  const run = await aWaitingRun();
  const before = await house.stage.dataSource.query(`select * from run where id = $1`, [run.id]);
  await answersAndEnds(run);
  const { run_state: state, revision, wake_at: wakeAt } = before[0];
  await house.stage.dataSource.query(
    `update run set state = 'active', reason = null, ended_at = null, run_state = $2, revision = $3, wake_at = $4 where id = $1`,
    [run.id, JSON.stringify(state), revision, wakeAt],
  );
  expect(await house.doChore('sweep-lost-runs', Date.now() + 70 * minuteMs)).toBe(1);
  expect(await rowOf(run.id)).toMatchObject({ state: 'active', epoch: 1, needsRepair: true });
  expect(await house.doChore('sweep-lost-runs', Date.now() + 70 * minuteMs)).toBe(0);
  expect(await sentTo(run.id)).toBe(1);
});

it('are driven by one workflow although the start of a later epoch comes while an older one still runs', async () => {
  const run = await aWaitingRun();
  await house.stage.dataSource.query(`update run set epoch = 2 where id = $1`, [run.id]);
  const { temporal } = house.stage.services;
  const [row] = await house.stage.dataSource.query(
    `insert into dispatch (run_id, kind, payload)
     select r.id, 'start', jsonb_build_object('kind', 'start', 'workflowId', 'run/' || a.slug || '/' || r.id, 'epoch', 2,
       'workspaceId', r.workspace_id, 'automationId', r.automation_id, 'version', 1, 'contactId', r.contact_id, 'summary', 's')
     from run r join automation a on a.id = r.automation_id where r.id = $1 returning id, payload`,
    [run.id],
  );
  await eventually('the start of the later epoch', async () => {
    await temporal.tryDeliver([{ id: row.id, runId: run.id, owed: row.payload }]);
    const left = await house.stage.dataSource.query(`select 1 from dispatch where id = $1`, [row.id]);
    return left.length === 0;
  });
  const { memo } = await (await house.workflowOf(run.id)).describe();
  expect(memo).toEqual({ epoch: 2 });
  await answersAndEnds(run);
});
