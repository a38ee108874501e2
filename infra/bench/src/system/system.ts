import { Admin, JsonApi, type OwnServers, type StartedApp } from '@threadline/local';
import { createDataSource } from '@threadline/persistence';
import { createWorkspace } from '@threadline/workspaces';
import { ownDatabase, type OwnDatabase } from './database.js';
import { SandboxNumber } from './sandbox-number.js';

/** Our apps on a database of their own, with a workspace that has a number and an approved template. */
export interface System {
  readonly servers: OwnServers;
  readonly database: OwnDatabase;
  readonly workspace: BenchWorkspace;
  readonly admin: Admin;
  readonly gateway: StartedApp;
  readonly workers: readonly StartedApp[];
  readonly sandbox: SandboxNumber;
  /** The parts whose work belongs to runs, as folders in the profile. */
  readonly parts: readonly string[];
  stop(): Promise<void>;
}

export interface BenchWorkspace {
  readonly id: string;
  readonly apiKey: string;
  readonly phoneNumberId: string;
  readonly wabaId: string;
}

/** How a system differs from the usual one. */
export interface SystemOptions {
  readonly workers?: number;
  /** Messages a second that the number may send: by default so many that the number is not what is measured. */
  readonly messagesPerSecond?: number;
  /** A database that is there already. */
  readonly database?: OwnDatabase;
}

export const templateName = 'journey_reminder';
const template = {
  name: templateName,
  language: 'en',
  category: 'utility',
  components: [{ type: 'BODY', text: 'Hi {{1}}, your cart is waiting.', example: { body_text: [['Ada']] } }],
};

/** Starts sandbox, gateway and workers, as processes of their own, for the section called `name`. */
export async function startSystem(servers: OwnServers, name: string, options: SystemOptions = {}): Promise<System> {
  const database = options.database ?? (await ownDatabase(servers.addresses.databaseUrl, `bench_${name}`));
  const workspace = await openWorkspace(database, name, options.messagesPerSecond ?? 1_000);
  const sandbox = await servers.start({ name: 'sandbox', env: { SANDBOX_STATE_FILE: undefined } });
  const env = { DATABASE_URL: database.url, WHATSAPP_API_URL: sandbox.url };
  const nths = Array.from({ length: options.workers ?? 1 }, (_, index) => index + 1);
  const [gateway, ...workers] = await Promise.all([
    servers.start({ name: 'gateway', env }),
    ...nths.map((nth) => servers.start({ name: 'worker', nth, env })),
  ]);
  const number = new SandboxNumber(
    new JsonApi(`${sandbox.url}/_sandbox`),
    workspace,
    `${gateway.url}/ingress/whatsapp`,
  );
  await number.introduce();
  const admin = new Admin(gateway.url, workspace.apiKey);
  await admin.createTemplate(template);
  await admin.untilApproved(templateName);
  return {
    servers,
    database,
    workspace,
    admin,
    gateway,
    workers,
    sandbox: number,
    parts: ['gateway', 'postgres', 'kafka', 'temporal', 'sandbox', ...workers.map(({ part }) => part)],
    async stop() {
      await Promise.all([gateway, ...workers].map((app) => app.stop()));
      await sandbox.stop();
      if (!options.database) await database.drop();
    },
  };
}

async function openWorkspace(
  { url, pool }: OwnDatabase,
  name: string,
  messagesPerSecond: number,
): Promise<BenchWorkspace> {
  const number = { phoneNumberId: `number-${name}`, wabaId: `waba-${name}` };
  const dataSource = await createDataSource({ url, poolSize: 1 }).initialize();
  try {
    const place = { slug: `bench-${name}`, name: 'Bench', timeZone: 'Europe/Rome', displayPhone: '+390212345678' };
    const { workspaceId, apiKey } = await createWorkspace(dataSource, { ...place, ...number });
    const change = 'update phone_number set messages_per_second = $1 where workspace_id = $2';
    await pool.query(change, [messagesPerSecond, workspaceId]);
    return { id: workspaceId, apiKey, ...number };
  } finally {
    await dataSource.destroy();
  }
}
