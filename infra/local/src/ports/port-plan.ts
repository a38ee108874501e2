import { randomInt } from 'node:crypto';
import type { LauncherEnv } from '../env.schema.js';
import { isFree } from './is-free.js';

/** Every listening part of the local stack with the setting that moves it. */
export const portSettings = {
  gateway: 'THREADLINE_GATEWAY_PORT',
  worker: 'THREADLINE_WORKER_PORT',
  sandbox: 'THREADLINE_SANDBOX_PORT',
  postgres: 'THREADLINE_POSTGRES_PORT',
  kafka: 'THREADLINE_KAFKA_PORT',
  kafkaController: 'THREADLINE_KAFKA_CONTROLLER_PORT',
  temporal: 'THREADLINE_TEMPORAL_PORT',
  temporalUi: 'THREADLINE_TEMPORAL_UI_PORT',
} as const satisfies Record<string, keyof LauncherEnv>;

export type PortName = keyof typeof portSettings;

/** The TCP port of each part, on 127.0.0.1. */
export type PortPlan = Readonly<Record<PortName, number>>;

const names = Object.keys(portSettings) as PortName[];

/** The ports of the environment's settings. */
export const portsOf = (env: LauncherEnv): PortPlan => planOf(names.map((name) => env[portSettings[name]]));

/** Below the ports that outgoing connections take for themselves (Linux: 32768 and up), which could be taken in between. */
const range = { from: 20_000, to: 32_000 };

/** A port that nobody uses at this moment. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(range.from, range.to);
    if (await isFree(port)) return port;
  }
}

/** Ports that nobody uses at this moment, all different. */
export async function freePorts(): Promise<PortPlan> {
  const found = new Set<number>();
  while (found.size < names.length) found.add(await freePort());
  return planOf([...found]);
}

const planOf = (ports: number[]): PortPlan =>
  Object.fromEntries(names.map((name, index) => [name, ports[index]])) as PortPlan;
