import { afterAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { messageIdOf } from '@threadline/contracts';
import { applyStatuses } from '@threadline/persistence';
import { HeldTransaction } from '@threadline/persistence/testing';
import { aDefinition, Stage } from '../testing/index.js';

const anna = '+391110000001';
const opened: Stage[] = [];
let stage: Stage;
let run = '';
let message = '';

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
  await stage.approveTemplate('hello');
  await stage.publish(
    aDefinition({
      start: 'hello',
      steps: {
        hello: { type: 'send_template', template: 'hello', language: 'en', next: 'wait' },
        wait: { type: 'wait_for', event: 'message.delivered', deadline: 'P1D', next: 'tag', timeout: null },
        tag: { type: 'add_tag', tag: 'reached', next: null },
      },
    }),
  );
  await stage.cart(anna, 'cart-1');
  run = (await stage.onlyRun()).id;
  message = messageIdOf(run, 'hello', 1);
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

const sendAndTell = async () => {
  await stage.advance(run);
  await stage.outgoing.send(message);
};
const rungBy = () => stage.temporal.rung.map(({ signal }) => signal);
const state = async () => (await stage.onlyRun()).state;

describe('a run that waits for a status of its message', () => {
  it('is rung by it and goes on', async () => {
    await stage.drive(run);
    await stage.reports(message, 'sent');
    expect(rungBy()).toEqual([]);
    await stage.reports(message, 'delivered');
    expect(rungBy()).toEqual(['eventArrived']);
    await stage.drive(run);
    expect(await state()).toBe('completed');
  });

  it('hears of one that WhatsApp left out', async () => {
    await stage.drive(run);
    await stage.reports(message, 'read');
    await stage.drive(run);
    expect(await state()).toBe('completed');
  });

  it('is not rung by a repeat, or by a lower one', async () => {
    await stage.drive(run);
    for (const status of ['delivered', 'delivered', 'sent'] as const) await stage.reports(message, status);
    expect(rungBy()).toEqual(['eventArrived']);
  });

  it('does not wait for one that was quicker than the wait', async () => {
    await sendAndTell();
    await stage.reports(message, 'read');
    await stage.drive(run);
    expect(await state()).toBe('completed');
  });
});

describe('a status at the very moment the run begins to wait', () => {
  it('is seen when it is being written first', async () => {
    await sendAndTell();
    const writer = await HeldTransaction.begin(stage.dataSource);
    const at = new Date(stage.clock.now()).toISOString();
    const of = { workspaceId: stage.workspace.id, providerId: `wamid.${message}`, messageId: message };
    await applyStatuses(writer.tx, [{ ...of, status: 'delivered', at, readAt: null, problem: null, pricing: null }]);
    const decision = stage.drive(run);
    await writer.until(1);
    await writer.letGo();
    expect((await decision).outcome).toEqual({ state: 'completed', reason: 'last_step' });
  });

  it('is heard when the decision is being written first', async () => {
    await sendAndTell();
    const hold = await HeldTransaction.begin(stage.dataSource);
    await hold.tx.query(`select 1 from run where id = $1 for update`, [run]);
    const decision = stage.drive(run);
    await hold.until(1);
    const told = stage.reports(message, 'delivered');
    await hold.until(2);
    await hold.letGo();
    await Promise.all([decision, told]);
    expect(rungBy()).toEqual(['eventArrived']);
    await stage.drive(run);
    expect(await state()).toBe('completed');
  });
});

it('a batch of 1,000 statuses that runs wait for is a handful of statements', async () => {
  await stage.drive(run);
  const { dataSource } = stage;
  const statement = `insert into message (id, workspace_id, contact_id, conversation_id, direction, content, status, provider_id, run_id, step_id, turn)
     select gen_random_uuid(), workspace_id, contact_id, conversation_id, 'out', content, 'accepted', 'wamid.' || n, run_id, step_id, n + 1
     from message, generate_series(1, 1000) n where id = $1`;
  await dataSource.query(statement, [message]);
  const statements = jest.spyOn(dataSource.logger, 'logQuery');
  await stage.services.statuses.apply(
    Array.from({ length: 1_000 }, (_, n) => stage.statusOf({ messageId: `wamid.${n + 1}`, status: 'delivered' })),
    stage.clock.now(),
  );
  expect(statements.mock.calls.length).toBeLessThanOrEqual(8);
  expect(stage.temporal.rung).toHaveLength(1_000);
});
