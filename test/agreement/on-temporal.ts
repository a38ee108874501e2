import type { Simulation } from '@threadline/automation';
import {
  runWorkflowId,
  searchAttribute,
  type AdvanceRunInput,
  type PerformCallInput,
  type RunActivities,
  type RunDecisions,
  type SendMessageInput,
} from '@threadline/contracts';
import { Clock } from '@threadline/platform';
import { Stage } from '@threadline/runs/testing';
import { bundleDriver } from '@threadline/workflows/testing';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { setTimeout as pause } from 'node:timers/promises';
import { play, type PlayedInProduction, type Time } from './play.js';
import { Production } from './production.js';

const namespace = 'default';
const taskQueue = 'agreement';
const keyword = 2; // temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD
const lookEveryMs = 10;
const patienceMs = 60_000;

/** The time of the time-skipping server, as it was when somebody last looked. */
class ServerClock extends Clock {
  private time = 0;

  constructor(private readonly environment: TestWorkflowEnvironment) {
    super();
  }

  now(): number {
    return this.time;
  }

  async look(): Promise<number> {
    return (this.time = await this.environment.currentTimeMs());
  }
}

/** Production with its real driver, on a time-skipping server and a real database. */
export class OnTemporal {
  readonly clock: ServerClock;
  private worker: Worker | undefined;
  private working: Promise<void> = Promise.resolve();
  private stage: Stage | undefined;

  private constructor(private readonly environment: TestWorkflowEnvironment) {
    this.clock = new ServerClock(environment);
  }

  static async open(executable: string | undefined): Promise<OnTemporal> {
    if (!executable) throw new Error('TEST_TIME_SKIPPING_SERVER is not set: run the specs through `npm test`');
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    const server = { executable: { type: 'existing-path', path: executable } } as const;
    const environment = await TestWorkflowEnvironment.createTimeSkipping({ server });
    const searchAttributes = Object.fromEntries(Object.values(searchAttribute).map((name) => [name, keyword]));
    await environment.connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
    const open = new OnTemporal(environment);
    await open.startWorker();
    return open;
  }

  async close(): Promise<void> {
    this.worker?.shutdown();
    await this.working;
    await this.environment.teardown();
  }

  /** Plays a course; when it begins, the server's time is that of its start. */
  async play(simulation: Simulation, url: string | undefined): Promise<PlayedInProduction> {
    const { client } = this.environment;
    const stage = await Stage.onTemporal(url, { client, taskQueue, clock: this.clock });
    this.stage = stage;
    try {
      const production = new Production(stage, simulation);
      const time = new SkippedTime(production, { environment: this.environment, clock: this.clock });
      await time.passUntil(Date.parse(simulation.start));
      const played = await play(production, simulation, time);
      await this.endRuns(stage);
      return played;
    } finally {
      await stage.close();
    }
  }

  private async startWorker(): Promise<void> {
    const activities: RunDecisions & RunActivities = {
      advanceRun: (input: AdvanceRunInput) => this.onStage().decisions.advance(input),
      sendMessage: async ({ messageId }: SendMessageInput) => {
        await this.clock.look();
        return this.onStage().outgoing.send(messageId);
      },
      performCall: async ({ callId }: PerformCallInput) => {
        await this.clock.look();
        return this.onStage().calls.perform(callId);
      },
    };
    const connection = this.environment.nativeConnection;
    const workflowBundle = await bundleDriver();
    this.worker = await Worker.create({ connection, namespace, taskQueue, workflowBundle, activities });
    this.working = this.worker.run();
  }

  private onStage(): Stage {
    if (!this.stage) throw new Error('nothing is played');
    return this.stage;
  }

  /** Runs that still wait would wake in the next course. */
  private async endRuns({ dataSource, workspace }: Stage): Promise<void> {
    const live: { id: string; slug: string }[] = await dataSource.query(
      `select r.id, a.slug from run r join automation a on a.id = r.automation_id
       where r.workspace_id = $1 and r.state in ('armed', 'active')`,
      [workspace.id],
    );
    for (const { id, slug } of live)
      await this.environment.client.workflow.getHandle(runWorkflowId(slug, id)).terminate();
  }
}

class SkippedTime implements Time {
  constructor(
    private readonly production: Production,
    private readonly server: { environment: TestWorkflowEnvironment; clock: ServerClock },
  ) {}

  async passUntil(moment: number): Promise<void> {
    const { environment, clock } = this.server;
    const left = moment - (await clock.look());
    if (left > 0) await environment.sleep(left);
    await clock.look();
  }

  /** The runs move by themselves. A timer may be a moment later than the run`s own clock: then time is let go on a little. */
  async settle(): Promise<void> {
    const { environment, clock } = this.server;
    for (const end = performance.now() + patienceMs; performance.now() < end;) {
      if (!(await this.isRestless())) return;
      await pause(lookEveryMs);
      await environment.sleep(1);
      await clock.look();
    }
    throw new Error('the runs do not come to rest');
  }

  private async isRestless(): Promise<boolean> {
    const { production, server } = this;
    if ((await production.records.restless(server.clock.now())).length > 0) return true;
    await production.stage.echoes();
    return (await production.records.restless(server.clock.now())).length > 0;
  }
}
