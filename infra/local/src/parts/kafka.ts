import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { childEnvironment } from '../env.schema.js';
import type { ChildSpec } from '../process/child.js';
import { runTool } from '../process/run-tool.js';
import { serverStage } from '../stage/server-stage.js';
import type { Stage, StageContext } from '../stage/stage.js';
import { kafkaAnswers } from './kafka-topics.js';
import { kafkaProperties } from './kafka-properties.js';
import { mavenJars } from './maven-jars.js';
import { localRoot } from '../workspace.js';

/** Where an embedded broker lives. */
export interface KafkaSettings {
  /** The part's own folder, under the profile's. */
  readonly folder: string;
  readonly logFile: string;
  readonly port: number;
  readonly controllerPort: number;
  /** Where downloads are kept. */
  readonly cacheFolder: string;
}

const version = '4.1.0';
const howToGet = 'Install Java 17 or newer (apt-get install default-jre-headless, brew install openjdk).';
const jvm = [
  '-Xmx512m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
];

/** One Kafka broker in KRaft mode, a single JVM, from Maven's jars. */
export function embeddedKafka(settings: KafkaSettings): Stage {
  return serverStage({
    name: 'Kafka',
    readyWithinMs: 60_000,
    prepare: (context) => prepare(settings, context),
    isReady: () => kafkaAnswers([`127.0.0.1:${settings.port}`]),
  });
}

async function prepare(settings: KafkaSettings, context: StageContext): Promise<ChildSpec> {
  const cache = join(settings.cacheFolder, `kafka-${version}`);
  const jars = await mavenJars({ name: `Kafka ${version}`, pomFolder: join(localRoot, 'kafka'), cache }, context);
  const classPath = join(jars, '*');
  const data = join(settings.folder, 'data');
  await mkdir(settings.folder, { recursive: true });
  if (!existsSync(data)) await format({ data, classPath, settings, signal: context.signal });
  return {
    command: 'java',
    args: [...jvm, '-cp', classPath, 'kafka.Kafka', await writeProperties(settings, data)],
    folder: settings.folder,
    logFile: settings.logFile,
    env: childEnvironment(),
    howToGet,
  };
}

async function writeProperties(settings: KafkaSettings, data: string): Promise<string> {
  const file = `${data}.properties`;
  await writeFile(file, kafkaProperties({ ...settings, data }));
  return file;
}

interface Formatting {
  readonly data: string;
  readonly classPath: string;
  readonly settings: KafkaSettings;
  readonly signal: AbortSignal;
}

/** Made under another name first, so that half-made storage never counts. */
async function format({ data, classPath, settings, signal }: Formatting): Promise<void> {
  const unfinished = `${data}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const properties = await writeProperties(settings, unfinished);
  const storage = (args: string[]): Promise<string> =>
    runTool({
      command: 'java',
      args: [...jvm, '-cp', classPath, 'kafka.tools.StorageTool', ...args],
      folder: settings.folder,
      signal,
      howToGet,
    });
  const clusterId = (await storage(['random-uuid'])).trim();
  await storage(['format', '-t', clusterId, '-c', properties]);
  await rename(unfinished, data);
}
