import { rm } from 'node:fs/promises';
import { readEnv } from '../../env.schema.js';
import { urlOf } from '../../parts/app-environments.js';
import { migrations } from '../../parts/migrations.js';
import { freePorts } from '../../ports/port-plan.js';
import { endLeftovers, findLeftovers } from '../../process/leftovers.js';
import { addressesOf } from '../../stage/addresses.js';
import { appStages, contentStages, serverStages, type StackPlan } from '../../stage/plan.js';
import { Stack } from '../../stage/stack.js';
import type { Stage } from '../../stage/stage.js';
import { profileFolder } from '../../workspace.js';

/** An app that may be killed. */
export type Mortal = 'gateway' | 'worker';

const ignore = (): void => {};
const outsideServers = { DATABASE_URL: undefined, KAFKA_BROKERS: undefined, TEMPORAL_ADDRESS: undefined };

/** A system of a spec's own, with servers of its own, whose apps can be killed and started again one by one. */
export class MortalStack {
  private readonly apps = new Map<string, Stage>();
  private readonly servers: Stack;

  private constructor(private readonly plan: StackPlan) {
    const content = [migrations(addressesOf(plan).databaseUrl), ...contentStages(plan)];
    this.servers = new Stack([serverStages(plan), content], ignore);
  }

  /** `name` tells its profile from others. Stop it also when this rejects. */
  static async plan(name: string): Promise<MortalStack> {
    const env = { ...readEnv(), ...outsideServers };
    return new MortalStack({ folder: profileFolder(name), ports: await freePorts(), env, isForTests: true });
  }

  async start(): Promise<void> {
    await this.servers.start();
    await Promise.all(appStages(this.plan).map(({ name }) => this.startApp(name)));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.apps.values()].map((stage) => stage.stop()));
    await this.servers.stop();
    await endLeftovers(this.plan.folder);
    await rm(this.plan.folder, { recursive: true, force: true });
  }

  /** SIGKILL: no time to finish or to say goodbye. Resolves once the process is gone. */
  async kill(name: Mortal): Promise<void> {
    for (const { pid } of await findLeftovers(`${this.plan.folder}/${name}`)) process.kill(pid, 'SIGKILL');
    await this.apps.get(name)?.stop();
  }

  /** Resolves once the app is ready. */
  async startApp(name: string): Promise<void> {
    const stage = appStages(this.plan).find((one) => one.name === name);
    if (!stage) throw new Error(`there is no app ${name}`);
    this.apps.set(name, stage);
    await stage.start({ signal: new AbortController().signal, report: ignore, lost: ignore });
  }

  get gatewayUrl(): string {
    return urlOf(this.plan.ports.gateway);
  }

  get sandboxUrl(): string {
    return urlOf(this.plan.ports.sandbox);
  }

  get kafkaBrokers(): readonly string[] {
    return addressesOf(this.plan).kafkaBrokers;
  }

  get databaseUrl(): string {
    return addressesOf(this.plan).databaseUrl;
  }
}
