import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { childEnvironment } from '../env.schema.js';
import { runTool } from '../process/run-tool.js';
import type { StageContext } from '../stage/stage.js';
import { localRoot } from '../workspace.js';

const version = '1.8.2';
const howToGet =
  'Install Go 1.26 or newer (https://go.dev/dl), or put `temporal` on the PATH (https://docs.temporal.io/cli/setup-cli), or give your own server by TEMPORAL_ADDRESS.';

/** The path of the Temporal CLI: the one on the PATH, else our own, built from its Go module the first time. */
export async function temporalCli(cacheFolder: string, context: StageContext): Promise<string> {
  const cached = join(cacheFolder, `temporal-cli-${version}`, 'temporal');
  return onPath('temporal') ?? (existsSync(cached) ? cached : build(cached, context));
}

function onPath(program: string): string | undefined {
  const folders = (childEnvironment().PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, program)).find((file) => existsSync(file));
}

async function build(cached: string, { signal, report }: StageContext): Promise<string> {
  report(`building the Temporal CLI ${version} from its Go module (once, about 4 minutes)`);
  const folder = join(cached, '..');
  await mkdir(folder, { recursive: true });
  const unfinished = await mkdtemp(join(folder, 'unfinished-'));
  try {
    await runTool({
      command: 'go',
      args: ['build', '-o', join(unfinished, 'temporal'), 'github.com/temporalio/cli/cmd/temporal'],
      folder: join(localRoot, 'temporal-cli'),
      signal,
      howToGet,
    });
    await rename(join(unfinished, 'temporal'), cached);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return cached;
}
