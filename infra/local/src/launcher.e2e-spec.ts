import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { childEnvironment } from './env.schema.js';
import { embeddedDatabaseUrl } from './parts/postgres.js';
import { freePorts, portSettings, type PortName, type PortPlan } from './ports/port-plan.js';
import { endLeftovers, findLeftovers } from './process/leftovers.js';
import { poll } from './process/poll.js';
import { localRoot, profileFolder } from './workspace.js';

const readyWithinMs = 120_000;
jest.setTimeout(3 * readyWithinMs);

const profile = `launcher-${process.pid}`;
const folder = profileFolder(profile);
let ports: PortPlan;
const started: Launcher[] = [];

/** An `npm start` without story, in a profile and on ports of its own, with embedded servers. */
class Launcher {
  output = '';
  readonly exited: Promise<number | null>;
  private readonly child: ChildProcess;

  constructor() {
    const portVariables = Object.entries(portSettings).map(([part, name]) => [name, String(ports[part as PortName])]);
    const embedded = { DATABASE_URL: '', KAFKA_BROKERS: '', TEMPORAL_ADDRESS: '', WHATSAPP_APP_SECRET: '' };
    const env = { ...Object.fromEntries(portVariables), ...embedded, THREADLINE_PROFILE: profile };
    this.child = spawn(process.execPath, [join(localRoot, 'dist/main.js'), '--no-story'], {
      env: childEnvironment({ ...env, npm_lifecycle_event: '' }),
    });
    this.child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.child.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.exited = new Promise((resolve) => this.child.once('close', resolve));
    started.push(this);
  }

  async untilUp(): Promise<void> {
    const isUp = (): boolean => this.output.includes('Ctrl-C stops everything') || this.child.exitCode !== null;
    const inTime = await poll(isUp, { timeoutMs: readyWithinMs });
    if (!inTime || this.child.exitCode !== null) throw new Error(`not up in time:\n${this.output}`);
  }

  apiKey = (): string | undefined => /API key\s+(\S+)/.exec(this.output)?.[1];

  end(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    return this.exited;
  }
}

async function ask(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: embeddedDatabaseUrl(ports.postgres) });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

beforeAll(async () => {
  ports = await freePorts();
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((launcher) => launcher.end('SIGTERM')));
});
afterAll(async () => {
  await endLeftovers(folder);
  await rm(folder, { recursive: true, force: true });
});

describe('npm start', () => {
  it('comes back with its data after SIGKILL, and leaves nothing running after Ctrl-C', async () => {
    const killed = new Launcher();
    await killed.untilUp();
    await ask('create table kept as select 42 as answer');
    await killed.end('SIGKILL');
    expect(await findLeftovers(folder)).not.toEqual([]);

    const second = new Launcher();
    await second.untilUp();
    expect(second.output).toContain('Ended what an earlier start left running');
    expect(await ask('select answer from kept')).toEqual([{ answer: 42 }]);
    expect(second.apiKey()).toBe(killed.apiKey());

    expect(await second.end('SIGINT')).toBe(0);
    expect(await findLeftovers(folder)).toEqual([]);
  });

  it('names a taken port, its process and the setting, and leaves nothing running', async () => {
    const intruder = createServer();
    await new Promise<void>((resolve) => intruder.listen(ports.kafka, '127.0.0.1', resolve));
    const launcher = new Launcher();
    expect(await launcher.exited).toBe(1);
    await new Promise((resolve) => intruder.close(resolve));
    expect(launcher.output).toContain(`Port ${ports.kafka} (kafka) is taken by process ${process.pid}`);
    expect(launcher.output).toContain('THREADLINE_KAFKA_PORT=<port>');
    expect(await findLeftovers(folder)).toEqual([]);
  });
});
