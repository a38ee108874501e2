import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseCompose, type ComposeFile, type Service } from './compose/compose-file.js';
import { composeProblems, type House } from './compose/compose-problems.js';
import { parseDockerfile } from './compose/dockerfile.js';
import { appSchemas, launcherSchema } from './compose/env-schemas.js';
import { root } from './run.js';

const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const composeText = read('docker-compose.yml');

let house: House;
beforeAll(async () => {
  house = { stages: parseDockerfile(read('Dockerfile')), apps: await appSchemas(), launcher: await launcherSchema() };
});

describe('docker-compose.yml', () => {
  it('fits the Dockerfile, the environments of the apps and the names in the contracts', () => {
    expect(composeProblems(parseCompose(composeText), house)).toEqual([]);
  });

  it('has a service for each of our apps', () => {
    expect(Object.keys(house.apps).sort()).toEqual(expect.arrayContaining(['gateway', 'sandbox', 'worker']));
  });

  /** The problems of a copy in which something was spoilt. */
  const problemsAfter = (spoil: (services: Record<string, Service>, file: ComposeFile) => void): string[] => {
    const file = parseCompose(composeText);
    spoil(file.services, file);
    return composeProblems(file, house);
  };
  const set = (service: string, variables: Record<string, string>) => (services: Record<string, Service>) => {
    services[service]!.environment = { ...services[service]!.environment, ...variables };
  };

  it.each<[string, (services: Record<string, Service>, file: ComposeFile) => void, string]>([
    ['a missing app', (services) => delete services.worker, 'there is no service worker'],
    [
      'a missing variable',
      (services) => delete services.gateway!.environment!.DATABASE_URL,
      'gateway: DATABASE_URL is missing',
    ],
    ['an empty variable', set('worker', { WHATSAPP_ACCESS_TOKEN: '' }), 'worker: WHATSAPP_ACCESS_TOKEN: '],
    [
      'a variable that the app does not know',
      set('worker', { KAFKA_BROKERS: 'kafka:19092' }),
      'worker: KAFKA_BROKERS is no variable of the app',
    ],
    [
      'a value that the app refuses',
      set('gateway', { DATABASE_URL: 'mysql://postgres:5432/x' }),
      'gateway: DATABASE_URL: ',
    ],
    [
      'the wrong stage',
      (services) => (services.worker!.build!.target = 'gateway'),
      'worker: is not built from the stage worker',
    ],
    [
      'a stage that does not exist',
      (services) => (services.migrate!.build!.target = 'migrations'),
      'migrate: the Dockerfile has no stage migrations',
    ],
    [
      'a port that the image does not expose',
      set('gateway', { PORT: '8080' }),
      'gateway: listens on 8080, its stage exposes another port',
    ],
    [
      'a published port that nobody listens on',
      (services) => (services.gateway!.ports = ['127.0.0.1:3000:80']),
      'gateway: listens on 3000, published is 80',
    ],
    [
      'a port published twice',
      (services) => (services.worker!.ports = ['127.0.0.1:3000:3001']),
      'port 3000 is published twice',
    ],
    [
      'a port open to other machines',
      (services) => (services.postgres!.ports = ['0.0.0.0:5433:5432']),
      'postgres: port 5433 is open to other machines',
    ],
    [
      'a server that does not exist',
      set('gateway', { KAFKA_BROKERS: 'broker:19092' }),
      'gateway: KAFKA_BROKERS names broker, which is no service',
    ],
    [
      'a server by a wrong port',
      set('gateway', { KAFKA_BROKERS: 'kafka:29092' }),
      'gateway: KAFKA_BROKERS names kafka:29092, which listens on 19092, 9092',
    ],
    [
      'a wrong host without a port',
      set('temporal', { POSTGRES_SEEDS: 'database' }),
      'temporal: POSTGRES_SEEDS names database, which is no service',
    ],
    [
      'a server that nobody waits for',
      (services) => delete services.gateway!.depends_on!['kafka-topics'],
      'gateway: KAFKA_BROKERS names kafka, which it does not wait for',
    ],
    [
      'waiting for a service that does not exist',
      (services) => (services.worker!.depends_on!.db = { condition: 'service_started' }),
      'worker: waits for db, which is no service',
    ],
    [
      'waiting for health that nobody checks',
      (services) => delete services.kafka!.healthcheck,
      'kafka-topics: waits for the health of kafka, which nobody checks',
    ],
    [
      'waiting for the end of what runs on',
      (services) => (services.migrate!.restart = 'always'),
      'waits for the end of migrate, which runs on',
    ],
    [
      'a volume that is not declared',
      (_services, file) => delete file.volumes!['kafka-data'],
      'kafka: there is no volume or file kafka-data',
    ],
    [
      'a mounted file that does not exist',
      (services) => (services.temporal!.volumes = ['./infra/images/gone.yaml:/etc/x']),
      'temporal: there is no volume or file ./infra/images/gone.yaml',
    ],
    [
      'an image without an exact version',
      (services) => (services.kafka!.image = 'apache/kafka:latest'),
      'kafka: apache/kafka:latest is no exact version',
    ],
    [
      'tools of another version than the server',
      (services) => (services.temporal!.image = 'temporalio/server:1.30.0'),
      "Temporal's server and tools have different versions",
    ],
    [
      'secrets that differ',
      set('sandbox', { SANDBOX_APP_SECRET: 'another' }),
      'gateway.WHATSAPP_APP_SECRET differs from sandbox.SANDBOX_APP_SECRET',
    ],
    [
      'a database password that differs',
      set('postgres', { POSTGRES_PASSWORD: 'another' }),
      'migrate.DATABASE_URL is not what postgres has',
    ],
    [
      'a missing topic',
      set('kafka-topics', { TOPICS: 'threadline.shop.v1' }),
      'kafka-topics: TOPICS lacks threadline.whatsapp.v1',
    ],
    [
      'a search attribute that nobody knows',
      set('temporal-namespace', { SEARCH_ATTRIBUTES: 'Trigger' }),
      'temporal-namespace: SEARCH_ATTRIBUTES has Trigger, which nobody knows',
    ],
    [
      'a setting with another name than in npm start',
      (services) => (services.kafka!.ports = ['127.0.0.1:${KAFKA_PORT:-9092}:9092']),
      'KAFKA_PORT is no setting of npm start',
    ],
    [
      'a setting with another default than in npm start',
      (services) => (services.sandbox!.ports = ['127.0.0.1:${THREADLINE_SANDBOX_PORT:-3005}:3002']),
      'THREADLINE_SANDBOX_PORT has the default 3002 in npm start, not 3005',
    ],
  ])('would be refused with %s', (_name, spoil, problem) => {
    expect(problemsAfter(spoil)).toContainEqual(expect.stringContaining(problem));
  });
});

describe('the Dockerfile', () => {
  it.each(['gateway', 'worker', 'sandbox'])('would be refused when the stage of %s is spoilt', (app) => {
    const text = read('Dockerfile')
      .replace(/^USER node$/m, '')
      .replace(/^HEALTHCHECK/m, 'ENV')
      .replace(`apps/${app}/dist/main.js`, 'main.js');
    expect(composeProblems(parseCompose(composeText), { ...house, stages: parseDockerfile(text) })).toEqual(
      expect.arrayContaining([
        `${app}: its stage runs as root`,
        `${app}: its stage has no health check`,
        `${app}: its stage does not start apps/${app}/dist/main.js`,
      ]),
    );
  });

  it('builds with the Node that the images run', () => {
    const bases = [...parseDockerfile(read('Dockerfile')).values()]
      .map(({ from }) => from)
      .filter((from) => from.includes(':'));
    expect(new Set(bases).size).toBe(1);
  });
});
