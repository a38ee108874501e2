import type { WorkflowHandle } from '@temporalio/client';
import { runWorkflowId, searchAttribute, taskQueue } from '@threadline/contracts';
import { connectTemporal } from '@threadline/platform';
import { Stage } from '@threadline/runs/testing';
import { WhatsAppClient } from '@threadline/whatsapp';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from '../support/environment.js';
import { eventually } from '../support/eventually.js';
import { OwnSandbox } from '../support/own-sandbox.js';
import { SandboxClient } from '../support/sandbox-client.js';
import { WorkerProcess } from './worker-process.js';

const keyword = 2; // temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD
const dayInSeconds = 24 * 60 * 60;

/** A database, a Temporal namespace and a sandbox of a spec's own, with workers as processes that may die. */
export class House {
  private readonly workers: WorkerProcess[] = [];

  private constructor(
    readonly stage: Stage,
    private readonly parts: { client: ReturnType<typeof connectTemporal>; folder: string; databaseUrl: string },
    private whatsapp: OwnSandbox,
  ) {}

  static async open(): Promise<House> {
    const client = await ownNamespace();
    const stage = await Stage.onTemporal(environment('DATABASE_URL'), { client, taskQueue: taskQueue.runs });
    const [{ name }] = await stage.dataSource.query(`select current_database() as name`);
    const databaseUrl = Object.assign(new URL(environment('DATABASE_URL')), { pathname: `/${name}` }).href;
    const folder = await mkdtemp(join(tmpdir(), 'threadline-sandbox-'));
    const sandbox = await OwnSandbox.start({ stateFile: join(folder, 'state.json') });
    const house = new House(stage, { client, folder, databaseUrl }, sandbox);
    await house.control.assign();
    await house.control.settings({ throughput: null, pairLimit: false, statuses: [] });
    return house;
  }

  get control(): SandboxClient {
    return new SandboxClient(this.whatsapp.url, this.stage.workspace);
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.kill()));
    await this.whatsapp.stop();
    await this.stage.close();
    await this.parts.client.connection.close();
    await rm(this.parts.folder, { recursive: true, force: true });
  }

  async startWorker(): Promise<WorkerProcess> {
    const { databaseUrl, client } = this.parts;
    const { namespace } = client.options;
    const worker = await WorkerProcess.start({ databaseUrl, namespace, whatsappUrl: this.whatsapp.url });
    this.workers.push(worker);
    return worker;
  }

  /** A template in the sandbox and with us, whose text is its only variable. */
  async approve(name: string): Promise<void> {
    const { wabaId } = this.stage.workspace;
    const options = { baseUrl: this.whatsapp.url, version: 'v25.0', accessToken: 'token', timeoutMs: 10_000 };
    const whatsapp = new WhatsAppClient(options);
    const components = [{ type: 'BODY', text: 'The {{1}} one.', example: { body_text: [['first']] } }];
    await whatsapp.createTemplate(wabaId, { name, language: 'en', category: 'UTILITY', components });
    await eventually('the template is approved', async () =>
      JSON.stringify(await whatsapp.listTemplates(wabaId)).includes('APPROVED') ? true : undefined,
    );
    await this.stage.approveTemplate(name);
  }

  /** WhatsApp is away; what it knows is kept. */
  whatsappGoes(): Promise<void> {
    return this.whatsapp.stop();
  }

  /** WhatsApp is there again, at its address. */
  async whatsappComesBack(): Promise<void> {
    this.whatsapp = await OwnSandbox.start({
      url: this.whatsapp.url,
      stateFile: join(this.parts.folder, 'state.json'),
    });
  }

  async workflowOf(runId: string): Promise<WorkflowHandle> {
    const [run] = await this.stage.dataSource.query(
      `select a.slug from run r join automation a on a.id = r.automation_id where r.id = $1`,
      [runId],
    );
    return this.parts.client.workflow.getHandle(runWorkflowId(run.slug, runId));
  }
}

/** A client of a namespace that nobody else's workers poll. */
async function ownNamespace(): Promise<ReturnType<typeof connectTemporal>> {
  const namespace = `spec-${randomUUID()}`;
  const client = connectTemporal({ address: environment('TEMPORAL_ADDRESS'), namespace });
  await client.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: { seconds: dayInSeconds as never },
  });
  const searchAttributes = Object.fromEntries(Object.values(searchAttribute).map((name) => [name, keyword]));
  await eventually('the namespace is there', async () => {
    await client.connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
    const { customAttributes } = await client.connection.operatorService.listSearchAttributes({ namespace });
    return Object.keys(searchAttributes).every((name) => name in (customAttributes ?? {})) || undefined;
  });
  return client;
}
