import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { childEnvironment } from '../env.schema.js';
import { serverStage } from '../stage/server-stage.js';
import type { Stage } from '../stage/stage.js';
import { searchAttributes } from './search-attributes.js';
import { temporalCli } from './temporal-cli.js';

/** Where a Temporal dev server lives. */
export interface TemporalSettings {
  /** The part's own folder, under the profile's. */
  readonly folder: string;
  readonly logFile: string;
  readonly port: number;
  /** The web page's port; without one there is no page. */
  readonly uiPort?: number;
  /** Whether the histories survive the process. */
  readonly isKept: boolean;
  readonly cacheFolder: string;
}

/** Temporal's dev server: one process, SQLite. */
export function embeddedTemporal(settings: TemporalSettings): Stage {
  return serverStage({
    name: 'Temporal',
    readyWithinMs: 60_000,
    async prepare(context) {
      const command = await temporalCli(settings.cacheFolder, context);
      await mkdir(settings.folder, { recursive: true });
      const { folder, logFile } = settings;
      return { command, args: serverArguments(settings), folder, logFile, env: childEnvironment() };
    },
    isReady: () => isServing(`127.0.0.1:${settings.port}`),
  });
}

function serverArguments(settings: TemporalSettings): string[] {
  const fixed = ['server', 'start-dev', '--ip', '127.0.0.1', '--log-level', 'warn', '--port', String(settings.port)];
  return [
    ...fixed,
    ...(settings.uiPort === undefined ? ['--headless'] : ['--ui-port', String(settings.uiPort)]),
    ...(settings.isKept ? ['--db-filename', join(settings.folder, 'temporal.db')] : []),
    ...searchAttributes.flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
  ];
}

/** Whether the server answers and knows the namespace. */
async function isServing(address: string): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: 1000 });
    try {
      await connection.workflowService.describeNamespace({ namespace: 'default' });
      return true;
    } finally {
      await connection.close();
    }
  } catch {
    return false;
  }
}
