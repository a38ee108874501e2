import { Admin, freePort, type OwnServers, type StartedApp } from '@threadline/local';
import { ownDatabase, type OwnDatabase } from './database.js';
import { SandboxNumber } from './sandbox-number.js';
import { openWorkspace, type BenchWorkspace } from './workspace.js';

/** How a system differs from the usual one. */
export interface SystemOptions {
  readonly workers?: number;
  /** Messages a second that the number may send: by default so many that the number is not what is measured. */
  readonly messagesPerSecond?: number;
}

export const templateName = 'journey_reminder';
const template = {
  name: templateName,
  language: 'en',
  category: 'utility',
  components: [{ type: 'BODY', text: 'Hi {{1}}, your cart is waiting.', example: { body_text: [['Ada']] } }],
};

/** What is there before gateway and workers are. */
interface Ground {
  readonly database: OwnDatabase;
  readonly workspace: BenchWorkspace;
  readonly sandboxApp: StartedApp;
  /** Where the gateway is, whichever process that is. */
  readonly gatewayPort: number;
  readonly workerCount: number;
}

/** Starts sandbox, gateway and workers, as processes of their own, for the section called `name`. */
export async function startSystem(servers: OwnServers, name: string, options: SystemOptions = {}): Promise<System> {
  const { workers: workerCount = 1, messagesPerSecond = 1_000 } = options;
  const database = await ownDatabase(servers.addresses.databaseUrl, `bench_${name}`);
  const workspace = await openWorkspace(database, { name, messagesPerSecond });
  const gatewayPort = await freePort();
  const webhookUrl = `http://127.0.0.1:${gatewayPort}/ingress/whatsapp`;
  const sandboxApp = await servers.start({
    name: 'sandbox',
    env: { SANDBOX_WEBHOOK_URL: webhookUrl, SANDBOX_STATE_FILE: undefined },
  });
  const ground = { database, workspace, sandboxApp, gatewayPort, workerCount };
  const system = new System(servers, ground);
  await system.resume();
  await system.sandbox.introduce();
  await system.admin.createTemplate(template);
  await system.admin.untilApproved(templateName);
  return system;
}

/** Our apps on a database of their own, with a workspace that has a number and an approved template. */
export class System {
  readonly database: OwnDatabase;
  readonly workspace: BenchWorkspace;
  readonly admin: Admin;
  readonly sandbox: SandboxNumber;
  gateway!: StartedApp;
  workers: readonly StartedApp[] = [];

  constructor(
    readonly servers: OwnServers,
    private readonly ground: Ground,
  ) {
    const { database, workspace, sandboxApp, gatewayPort } = ground;
    this.database = database;
    this.workspace = workspace;
    this.admin = new Admin(`http://127.0.0.1:${gatewayPort}`, workspace.apiKey);
    this.sandbox = new SandboxNumber({ sandbox: sandboxApp, accessToken: servers.accessToken, workspace });
  }

  /** The parts whose work belongs to runs, as folders in the profile. */
  get parts(): readonly string[] {
    return ['gateway', ...this.workers.map(({ part }) => part), 'postgres', 'kafka', 'temporal', 'sandbox'];
  }

  /** Starts a gateway that has these roles only, when none runs. */
  async startGateway(roles?: string): Promise<StartedApp> {
    const { gatewayPort: port } = this.ground;
    const env = { ...this.variables, ...(roles !== undefined && { GATEWAY_ROLES: roles }) };
    return (this.gateway = await this.servers.start({ name: 'gateway', port, env }));
  }

  async startWorkers(): Promise<void> {
    const nths = Array.from({ length: this.ground.workerCount }, (_, index) => index + 1);
    const start = (nth: number) => this.servers.start({ name: 'worker', nth, env: this.variables });
    this.workers = await Promise.all(nths.map(start));
  }

  async stopWorkers(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.stop()));
  }

  /** Gateway and workers again, after {@link halt}. */
  async resume(): Promise<void> {
    await Promise.all([this.startGateway(), this.startWorkers()]);
  }

  /** Nothing of ours works, and nothing is lost: the sandbox stays, and so does the database. */
  async halt(): Promise<void> {
    await Promise.all([this.gateway.stop(), this.stopWorkers()]);
  }

  async stop(): Promise<void> {
    await this.halt();
    await this.ground.sandboxApp.stop();
    await this.database.drop();
  }

  private get variables(): Record<string, string> {
    return { DATABASE_URL: this.database.url, WHATSAPP_API_URL: this.ground.sandboxApp.url };
  }
}
