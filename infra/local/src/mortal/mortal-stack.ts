import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readEnv } from '../env.schema.js';
import { urlOf, whatsAppOf } from '../parts/app-environments.js';
import { migrations } from '../parts/migrations.js';
import { freePorts } from '../ports/port-plan.js';
import { endLeftovers } from '../process/leftovers.js';
import { addressesOf, type Addresses } from '../stage/addresses.js';
import { appStages, contentStages, serverStages, type StackPlan } from '../stage/plan.js';
import { Stack, type StageGroups } from '../stage/stack.js';
import { MortalStage } from './mortal-stage.js';

/** What may be killed. The sandbox may not: it is the outside world, and keeps the ledger. */
export const mortals = ['gateway', 'worker', 'temporal', 'kafka', 'postgres'] as const;
export type Mortal = (typeof mortals)[number];

const ignore = (): void => {};
const outsideServers = { DATABASE_URL: undefined, KAFKA_BROKERS: undefined, TEMPORAL_ADDRESS: undefined };

/** A system of its own on free ports, whose parts can be killed, frozen and started again one by one. */
export class MortalStack {
  /** What is started, in its order. */
  readonly groups: StageGroups;
  private readonly parts = new Map<string, MortalStage>();
  private readonly stack: Stack;

  private constructor(private readonly plan: StackPlan) {
    const servers = serverStages(plan).map(({ name }) => this.mortal(name));
    const content = [migrations(addressesOf(plan).databaseUrl), ...contentStages(plan)];
    this.groups = [servers, content, appStages(plan).map(({ name }) => this.mortal(name))];
    this.stack = new Stack(this.groups, ignore);
  }

  /** `folder` is its profile's. Stop it also when its start rejects. */
  static async plan(folder: string): Promise<MortalStack> {
    const env = { ...readEnv(), ...outsideServers };
    // Temporal's histories are kept in a file: they must outlive its process.
    return new MortalStack({ folder, ports: await freePorts(), env, isForTests: false });
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

  freeze(name: Mortal): Promise<void> {
    return this.part(name).freeze();
  }

  thaw(name: Mortal): Promise<void> {
    return this.part(name).thaw();
  }

  /** Which parts have ended without being killed, and how. */
  get ownEndings(): string[] {
    return mortals.flatMap((name) => this.part(name).ownEndings);
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

  /** Stages are made once more for every life. */
  private mortal(name: string): MortalStage {
    const make = () => {
      const stage = [...serverStages(this.plan), ...appStages(this.plan)].find((one) => one.name === name);
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
