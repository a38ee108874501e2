import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { Client } from '@temporalio/client';
import type { AdvanceRunInput, StandingOrders } from '@threadline/contracts';
import { connectTemporal } from '@threadline/platform';
import { aDefinition, Stage } from '@threadline/runs/testing';
import { bundleDriver } from '@threadline/workflows/testing';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { RunWork } from './activities/run.activities.js';

const taskQueue = `worker-spec-${randomUUID()}`;
const help = { kind: 'button', payload: 'help', text: 'Help' } as const;
const opened: Stage[] = [];
let client: Client;
let connection: NativeConnection;
let worker: Worker;
let working: Promise<void>;
let stage: Stage;
let anna = '';
let people = 0;
/** What happens around the next decisions of the run under test. */
let around: ((decide: () => Promise<StandingOrders>) => Promise<StandingOrders>)[] = [];

beforeAll(async () => {
  const address = process.env['TEMPORAL_ADDRESS'] ?? '';
  client = connectTemporal({ address, namespace: 'default' });
  connection = await NativeConnection.connect({ address });
  worker = await Worker.create({
    connection,
    taskQueue,
    workflowBundle: await bundleDriver(),
    activities: {
      advanceRun: (input: AdvanceRunInput) => advance(input),
      sendMessage: (input: { messageId: string }) => workOf(stage).sendMessage(input),
      performCall: (input: { callId: string }) => workOf(stage).performCall(input),
    },
  });
  working = worker.run();
});

afterAll(async () => {
  worker.shutdown();
  await working;
  await connection.close();
  await client.connection.close();
  await Promise.all(opened.map((each) => each.close()));
});

beforeEach(async () => {
  stage = await Stage.onTemporal(process.env['DATABASE_URL'], { client, taskQueue });
  opened.push(stage);
  for (const template of ['cart_reminder', 'cart_coupon']) await stage.approveTemplate(template);
  anna = `+39111${String(Date.now()).slice(-6)}${people++ % 10}`;
  around = [];
});

const workOf = ({ decisions, outgoing: messages, calls }: Stage) => new RunWork({ decisions, messages, calls });

function advance(input: AdvanceRunInput): Promise<StandingOrders> {
  const decide = () => stage.decisions.advance(input);
  const next = around.shift();
  return next ? next(decide) : decide();
}

const withDeadline = (deadline: string) => {
  const { answer, ...steps } = aDefinition().steps;
  return aDefinition({ steps: { ...steps, answer: { ...answer, deadline } } });
};

async function eventually<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  for (const end = Date.now() + 60_000; Date.now() < end; await pause(20)) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
  }
  throw new Error(`never came: ${what}; the runs are ${JSON.stringify(await stage.runs())}`);
}

const sent = () => stage.whatsapp.ledger.map(({ content }) => ('name' in content ? content.name : content.kind));
const ended = () =>
  eventually('the end of the run', async () =>
    (await stage.runs()).find(({ state }) => state === 'completed' || state === 'exited'),
  );
const asked = () =>
  eventually('the wait for an answer', async () => {
    const [row] = await stage.dataSource.query(
      `select 1 from run where workspace_id = $1 and asked_seq is not null and standing::text like '%reply%'`,
      [stage.workspace.id],
    );
    return row !== undefined;
  });

describe('a run on Temporal', () => {
  it('decides once although its decision is lost after the commit', async () => {
    around = [async (decide) => (await decide(), Promise.reject(new Error('lost after the commit')))];
    await stage.publish(aDefinition());
    await stage.cart(anna, 'cart-1');
    await asked();
    await stage.says(anna, help);
    expect(await ended()).toMatchObject({ state: 'completed', reason: 'last_step' });
    expect(sent()).toEqual(['cart_reminder']);
    const { id } = await stage.onlyRun();
    expect((await stage.trail(id)).filter((what) => what === 'send_planned')).toHaveLength(1);
  });

  it('uses a reply that comes between its timer and its decision', async () => {
    await stage.publish(withDeadline('PT1S'));
    await stage.cart(anna, 'cart-1');
    await asked();
    around = [async (decide) => (await stage.says(anna, help), decide())];
    expect(await ended()).toMatchObject({ state: 'completed' });
    expect(sent()).toEqual(['cart_reminder']);
    expect(await stage.trail((await stage.onlyRun()).id)).toContain('answered');
  });

  it('hears a bell that rings during a decision', async () => {
    // A decision may be repeated: what counts is that it has asked, not the how manyth it is.
    const askedThenRung = async (decide: () => Promise<StandingOrders>): Promise<StandingOrders> => {
      const orders = await decide();
      if (sent().length === 0) around = [askedThenRung];
      else await stage.says(anna, help);
      return orders;
    };
    around = [askedThenRung];
    await stage.publish(aDefinition());
    await stage.cart(anna, 'cart-1');
    expect(await ended()).toMatchObject({ state: 'completed' });
    expect(await stage.trail((await stage.onlyRun()).id)).toContain('answered');
  });

  it('is not hurt by a bell that is rung before its workflow has started', async () => {
    await stage.publish(aDefinition());
    const deliver = stage.services.temporal.tryDeliver.bind(stage.services.temporal);
    stage.services.temporal.tryDeliver = () => Promise.resolve();
    await stage.cart(anna, 'cart-1');
    await stage.says(anna, 'STOP');
    const rows: { id: number; run_id: string; payload: never }[] = await stage.dataSource.query(
      `select d.* from dispatch d join run r on r.id = d.run_id where r.workspace_id = $1 order by d.id desc`,
      [stage.workspace.id],
    );
    expect(rows).toHaveLength(2);
    await deliver(rows.map(({ id, run_id: runId, payload: owed }) => ({ id, runId, owed })));
    const { id } = await stage.onlyRun();
    const [automation] = await stage.dataSource.query(`select slug from automation where workspace_id = $1`, [
      stage.workspace.id,
    ]);
    const outcome = await client.workflow.getHandle(`run/${automation.slug}/${id}`).result();
    expect(outcome).toEqual({ state: 'exited', reason: 'opted_out' });
    expect(sent()).toEqual([]);
  });

  it('that is ended while its decision waits for the lock sends nothing', async () => {
    await stage.publish(aDefinition());
    around = [async (decide) => (await stage.says(anna, 'STOP'), decide())];
    await stage.cart(anna, 'cart-1');
    expect(await ended()).toMatchObject({ state: 'exited', reason: 'opted_out' });
    await eventually('the end of the workflow', async () => {
      const [automation] = await stage.dataSource.query(`select slug from automation where workspace_id = $1`, [
        stage.workspace.id,
      ]);
      const { status } = await client.workflow
        .getHandle(`run/${automation.slug}/${(await stage.onlyRun()).id}`)
        .describe();
      return status.name === 'COMPLETED';
    });
    expect(sent()).toEqual([]);
  });

  it('exits at once while its send hangs, and shows that it was too late to stop', async () => {
    let answer: () => void = () => undefined;
    stage.whatsapp.answerNext(
      ({ callbackId }) =>
        new Promise((resolve) => (answer = () => resolve({ outcome: 'accepted', wamid: `wamid.${callbackId}` }))),
    );
    await stage.publish(aDefinition());
    await stage.cart(anna, 'cart-1');
    await eventually('the send', async () => {
      const [row] = await stage.dataSource.query(
        `select 1 from message where workspace_id = $1 and status = 'sending'`,
        [stage.workspace.id],
      );
      return row !== undefined;
    });
    await stage.says(anna, 'STOP');
    expect(await stage.onlyRun()).toMatchObject({ state: 'exited', reason: 'opted_out' });
    answer();
    await eventually('the record of the send', async () => {
      const [row] = await stage.dataSource.query(
        `select status from message where workspace_id = $1 and direction = 'out'`,
        [stage.workspace.id],
      );
      return row.status === 'accepted';
    });
    expect(await stage.trail((await stage.onlyRun()).id)).toContain('too_late_to_stop');
  });
});
