import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readEnv } from '../env.schema.js';
import { urlOf, whatsAppOf } from '../parts/app-environments.js';
import { migrations } from '../parts/migrations.js';
import { freePort, freePorts } from '../ports/port-plan.js';
import { endLeftovers } from '../process/leftovers.js';
import { addressesOf, type Addresses } from '../stage/addresses.js';
import { appStages, contentStages, secondApp, serverStages, type StackPlan } from '../stage/plan.js';
import { Stack, type StageGroups } from '../stage/stack.js';
import type { Stage } from '../stage/stage.js';
import { MortalStage } from './mortal-stage.js';

/** What may be killed. The sandbox may not: it is the outside world, and keeps the ledger. */
export const mortals = ['gateway', 'worker', 'temporal', 'kafka', 'postgres'] as const;
/** What there may be two of. */
export const twins = ['gateway', 'worker'] as const;
export type Twin = (typeof twins)[number];
/** A part that may be killed: one of the {@link mortals}, or the second of twins. */
export type Mortal = (typeof mortals)[number] | `${Twin}-2`;

const ignore = (): void => {};
const outsideServers = { DATABASE_URL: undefined, KAFKA_BROKERS: undefined, TEMPORAL_ADDRESS: undefined };

/** A system of its own on free ports, whose parts can be killed, frozen and started again one by one. */
export class MortalStack {
  /** What is started, in its order. */
  readonly groups: StageGroups;
  private readonly parts = new Map<string, MortalStage>();
  private readonly stack: Stack;

  private constructor(
    private readonly plan: StackPlan,
    private readonly twins: readonly (readonly [name: Twin, port: number])[],
  ) {
    const servers = serverStages(plan).map(({ name }) => this.mortal(name));
    const content = [migrations(addressesOf(plan).databaseUrl), ...contentStages(plan)];
    const apps = [...appStages(plan), ...this.twinStages()].map(({ name }) => this.mortal(name));
    this.groups = [servers, content, apps];
    this.stack = new Stack(this.groups, ignore);
  }

  /** `folder` is its profile's; of the twins there are two each. Stop it also when its start rejects. */
  static async plan(folder: string, twins: readonly Twin[] = []): Promise<MortalStack> {
    const env = { ...readEnv(), ...outsideServers };
    // Temporal's histories are kept in a file: they must outlive its process.
    const plan = { folder, ports: await freePorts(), env, isForTests: false };
    const ports = await Promise.all(twins.map(async (name) => [name, await freePort()] as const));
    return new MortalStack(plan, ports);
  }

  start(): Promise<void> {
    return this.stack.start();
  }

  async stop(): Promise<void> {
    await this.stack.stop();
    await endLeftovers(this.folder);
    await rm(this.folder, { recursive: true, force: true });
  }

  /** SIGKILL. Resolves once the process is gone. */
  kill(name: Mortal): Promise<void> {
    return this.part(name).kill();
  }

  /** Starts again what was killed. Resolves once it is ready. */
  revive(name: Mortal): Promise<void> {
    return this.part(name).revive();
  }

  /** SIGTERM, time to finish, and a new process: what a deploy does. Resolves once it is ready. */
  restart(name: Mortal): Promise<void> {
    return this.part(name).restart();
  }

  freeze(name: Mortal): Promise<void> {
    return this.part(name).freeze();
  }

  thaw(name: Mortal): Promise<void> {
    return this.part(name).thaw();
  }

  /** Which parts have ended without being killed, and how. */
  get ownEndings(): string[] {
    return [...this.parts.values()].flatMap(({ ownEndings }) => ownEndings);
  }

  /** The profile's folder: data and logs. */
  get folder(): string {
    return this.plan.folder;
  }

  get gatewayUrl(): string {
    return urlOf(this.plan.ports.gateway);
  }

  get workerUrl(): string {
    return urlOf(this.plan.ports.worker);
  }

  get sandboxUrl(): string {
    return urlOf(this.plan.ports.sandbox);
  }

  get addresses(): Addresses {
    return addressesOf(this.plan);
  }

  /** The secret with which webhooks of WhatsApp are signed. */
  get appSecret(): string {
    return whatsAppOf(this.plan.env, this.plan.ports).appSecret;
  }

  private twinStages(): Stage[] {
    return this.twins.map(([name, port]) => secondApp(this.plan, name, port));
  }

  /** Stages are made once more for every life. */
  private mortal(name: string): MortalStage {
    const make = () => {
      const stage = [...serverStages(this.plan), ...appStages(this.plan), ...this.twinStages()].find(
        (one) => one.name === name,
      );
      if (!stage) throw new Error(`there is no part ${name}`);
      return stage;
    };
    const part = name.toLowerCase();
    const folder = join(this.plan.folder, part);
    const stage = new MortalStage({ name, folder, logFile: join(this.plan.folder, 'logs', `${part}.log`), make });
    this.parts.set(part, stage);
    return stage;
  }

  private part(name: Mortal): MortalStage {
    const stage = this.parts.get(name);
    if (!stage) throw new Error(`there is no part ${name}`);
    return stage;
  }
}
