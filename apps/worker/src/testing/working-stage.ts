import type { Client, WorkflowHandle } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { runWorkflowId, type ChoreTurn } from '@threadline/contracts';
import { connectTemporal } from '@threadline/platform';
import { Stage } from '@threadline/runs/testing';
import { bundleDriver } from '@threadline/workflows/testing';
import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { RunWork } from '../activities/run.activities.js';
import { whileBeating } from '../while-beating.js';

/** A stage on the test stack's Temporal, with a worker of its own that drives its runs. */
export class WorkingStage {
  private constructor(
    readonly stage: Stage,
    readonly client: Client,
    private readonly worker: Worker,
    private readonly connection: NativeConnection,
    private readonly working: Promise<void>,
  ) {}

  /** On the servers that the test runner names. */
  static async open(servers: NodeJS.ProcessEnv): Promise<WorkingStage> {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    const taskQueue = `worker-spec-${randomUUID()}`;
    const address = servers['TEMPORAL_ADDRESS'] ?? '';
    const client = connectTemporal({ address, namespace: 'default' });
    const connection = await NativeConnection.connect({ address });
    const stage = await Stage.onTemporal(servers['DATABASE_URL'], { client, taskQueue });
    const { decisions, outgoing: messages, calls } = stage;
    const { advanceRun, sendMessage } = new RunWork({ decisions, messages, calls });
    const workflowBundle = await bundleDriver();
    const worker = await Worker.create({
      connection,
      taskQueue,
      workflowBundle,
      activities: { advanceRun, sendMessage: whileBeating(sendMessage) },
    });
    return new WorkingStage(stage, client, worker, connection, worker.run());
  }

  async close(): Promise<void> {
    this.worker.shutdown();
    await this.working;
    await this.connection.close();
    await this.client.connection.close();
    await this.stage.close();
  }

  /** Does all turns of a chore. Gives how much it did. */
  async doChore(name: string, now = Date.now()): Promise<number> {
    const chore = this.stage.services.chores.find((one) => one.name === name);
    if (!chore) throw new Error(`there is no chore ${name}`);
    let turn: ChoreTurn = await chore.turn({ now });
    let done = turn.done;
    for (; turn.next !== undefined; done += turn.done) turn = await chore.turn({ now, after: turn.next });
    return done;
  }

  async workflowOf(runId: string): Promise<WorkflowHandle> {
    const [run] = await this.stage.dataSource.query(
      `select a.slug from run r join automation a on a.id = r.automation_id where r.id = $1`,
      [runId],
    );
    return this.client.workflow.getHandle(runWorkflowId(run.slug, runId));
  }

  /** Makes Temporal forget a run's workflow, as the loss of its database does. */
  async loseWorkflow(runId: string): Promise<void> {
    const handle = await this.workflowOf(runId);
    const workflowExecution = { workflowId: handle.workflowId };
    await this.client.workflowService.deleteWorkflowExecution({ namespace: 'default', workflowExecution });
    await eventually('the loss', () =>
      handle.describe().then(
        () => false,
        () => true,
      ),
    );
  }
}

/** A phone number that no other test has. */
export const aPhone = (): string => `+39${randomInt(3_000_000_000, 3_999_999_999)}`;

/** Polls until it is seen. */
export async function eventually<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  for (const end = Date.now() + 60_000; Date.now() < end; await pause(20)) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
  }
  throw new Error(`never came: ${what}`);
}
