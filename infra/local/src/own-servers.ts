import { join } from 'node:path';
import { messageOf } from './message-of.js';
import { readEnv } from './env.schema.js';
import { app, type AppSettings } from './parts/app.js';
import { appEnvironments, urlOf, whatsAppOf } from './parts/app-environments.js';
import { migrations } from './parts/migrations.js';
import { freePort, freePorts } from './ports/port-plan.js';
import { addressesOf, type Addresses } from './stage/addresses.js';
import { contentStages, serverStages, type StackPlan } from './stage/plan.js';
import type { Stage } from './stage/stage.js';
import { withStack } from './stage/with-stack.js';
import { keptLogs, removeProfile, removeStaleProfiles, temporaryProfile } from './temporary-profile.js';

/** Servers that one tool has for itself, and the apps it starts on them. */
export interface OwnServers {
  /** The profile's folder: the current folder of every process of the stack lies in it, by the name of its part. */
  readonly folder: string;
  readonly addresses: Addresses;
  /** Signs webhooks as WhatsApp would. */
  readonly appSecret: string;
  /** What the sandbox takes for the token of a system user. */
  readonly accessToken: string;
  /** Aborted when the tool is interrupted or a server breaks down. */
  readonly signal: AbortSignal;
  /** Starts one of our apps as a process of its own. */
  start(order: AppOrder): Promise<StartedApp>;
}

/** Which app is started, and how it differs from one of `npm start`. */
export interface AppOrder {
  readonly name: AppSettings['name'];
  /** Tells several apps of one name apart: the folder is `worker-2` for `2`. */
  readonly nth?: number;
  readonly port?: number;
  /** Variables on top of those of `npm start`; an undefined one is left out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** An app that runs. */
export interface StartedApp {
  readonly url: string;
  /** Its name in the profile's folder. */
  readonly part: string;
  stop(): Promise<void>;
}

/**
 * Starts Postgres, Kafka and Temporal for one tool on free ports, acts with them and removes them with their data. Resolves with
 * the exit code: that of `act`, or 1 after an error, which is printed; then the logs are kept.
 */
export async function withOwnServers(
  purpose: string,
  print: (line: string) => void,
  act: (servers: OwnServers) => Promise<number>,
): Promise<number> {
  await removeStaleProfiles(purpose);
  const folder = temporaryProfile(purpose, process.pid);
  const plan: StackPlan = { folder, ports: await freePorts(), env: readEnv(), isForTests: true };
  const isNpmScript = plan.env.npm_lifecycle_event !== undefined;
  const groups = [serverStages(plan), [migrations(addressesOf(plan).databaseUrl), ...contentStages(plan)]];
  const code = await withStack({ folder, groups, print, exitCodeWhenInterrupted: 130, isNpmScript }, async (signal) => {
    const apps = new Apps(plan, signal);
    const servers = {
      folder,
      addresses: addressesOf(plan),
      appSecret: plan.env.WHATSAPP_APP_SECRET,
      accessToken: plan.env.WHATSAPP_ACCESS_TOKEN,
      signal,
      start: (order: AppOrder) => apps.start(order),
    };
    try {
      return await Promise.race([act(servers), apps.broken]);
    } finally {
      await apps.stopAll();
    }
  });
  await removeProfile(purpose, code === 0);
  if (code !== 0) print(`Logs of the servers and apps: ${keptLogs(purpose)}`);
  return code;
}

/** The apps that run on a tool's servers. */
class Apps {
  /** Rejects when one breaks down. */
  readonly broken: Promise<never>;
  readonly #running = new Set<Stage>();
  #tellBroken: (error: Error) => void = () => {};

  constructor(
    private readonly plan: StackPlan,
    private readonly signal: AbortSignal,
  ) {
    this.broken = new Promise((_, reject) => (this.#tellBroken = reject));
  }

  async start({ name, nth = 1, port: wanted, env = {} }: AppOrder): Promise<StartedApp> {
    const { folder } = this.plan;
    const port = wanted ?? (await freePort());
    const part = nth === 1 ? name : `${name}-${nth}`;
    const variables = { ...this.#variablesOf(name), ...env };
    const given = Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const place = { folder: join(folder, part), logFile: join(folder, 'logs', `${part}.log`) };
    const stage = app({ name, ...place, port, env: () => Object.fromEntries(given) });
    this.#running.add(stage);
    await stage.start({ signal: this.signal, report: () => {}, lost: (error) => this.#tellBroken(error) });
    return { url: urlOf(port), part, stop: () => this.#stop(stage) };
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#running].map((stage) => this.#stop(stage)));
  }

  #variablesOf(name: AppSettings['name']): Record<string, string> {
    const { env, ports } = this.plan;
    return appEnvironments(this.plan, addressesOf(this.plan), whatsAppOf(env, ports))[name];
  }

  async #stop(stage: Stage): Promise<void> {
    this.#running.delete(stage);
    await stage.stop().catch((error: unknown) => this.#tellBroken(new Error(messageOf(error), { cause: error })));
  }
}
