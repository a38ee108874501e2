import { createServer } from 'node:net';
import type { LauncherEnv } from '../env.schema.js';

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

/** Ports that nobody listens on at this moment, all different. */
export async function freePorts(): Promise<PortPlan> {
  const servers = await Promise.all(names.map(listenAnywhere));
  const ports = servers.map(({ port }) => port);
  await Promise.all(servers.map(({ close }) => close()));
  return planOf(ports);
}

const planOf = (ports: number[]): PortPlan =>
  Object.fromEntries(names.map((name, index) => [name, ports[index]])) as PortPlan;

function listenAnywhere(): Promise<{ port: number; close: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('no TCP address'));
      resolve({ port: address.port, close: () => new Promise((closed) => server.close(() => closed())) });
    });
  });
}
