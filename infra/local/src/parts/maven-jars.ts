import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runTool } from '../process/run-tool.js';
import type { StageContext } from '../stage/stage.js';

/** Jars that a pom of ours asks for. */
export interface JarSet {
  readonly name: string;
  /** Folder with the pom.xml. */
  readonly pomFolder: string;
  /** Where the jars are kept between runs: a folder that exists only when complete. */
  readonly cache: string;
}

/** Resolves with the folder of the jars, fetching them the first time. Two launchers may do this at once. */
export async function mavenJars(jars: JarSet, { signal, report }: StageContext): Promise<string> {
  const folder = join(jars.cache, 'lib');
  if (existsSync(folder)) return folder;
  report(`fetching the jars of ${jars.name} by Maven (once, about 45 MB)`);
  await mkdir(dirname(jars.cache), { recursive: true });
  const unfinished = await mkdtemp(`${jars.cache}.unfinished-`);
  try {
    await copyDependencies(jars.pomFolder, join(unfinished, 'lib'), signal);
    await rename(unfinished, jars.cache).catch((error: unknown) => {
      if (!existsSync(folder)) throw error; // otherwise another launcher was quicker
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}

const copyDependencies = (pomFolder: string, target: string, signal: AbortSignal): Promise<string> =>
  runTool({
    command: 'mvn',
    args: ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${target}`, '-DincludeScope=runtime'],
    folder: pomFolder,
    signal,
    howToGet: 'Install Maven (apt-get install maven, brew install maven).',
  });
