import { searchAttribute, topics } from '@threadline/contracts';
import { environmentOf, type ComposeFile } from './compose-file.js';
import type { EnvSchema } from './env-schemas.js';

/** Variables that must hold the same value: `service.VARIABLE`. */
const agreements: readonly (readonly string[])[] = [
  ['sandbox.SANDBOX_ACCESS_TOKEN', 'gateway.WHATSAPP_ACCESS_TOKEN', 'worker.WHATSAPP_ACCESS_TOKEN'],
  ['sandbox.SANDBOX_APP_SECRET', 'gateway.WHATSAPP_APP_SECRET'],
  ['sandbox.SANDBOX_VERIFY_TOKEN', 'gateway.WHATSAPP_VERIFY_TOKEN'],
  ['gateway.SECRETS_KEYS', 'worker.SECRETS_KEYS'],
  ['gateway.WHATSAPP_API_URL', 'worker.WHATSAPP_API_URL'],
  ['gateway.WHATSAPP_API_VERSION', 'worker.WHATSAPP_API_VERSION'],
  ['temporal-namespace.TEMPORAL_NAMESPACE', 'gateway.TEMPORAL_NAMESPACE', 'worker.TEMPORAL_NAMESPACE'],
  ['migrate.DATABASE_URL', 'workspace.DATABASE_URL', 'gateway.DATABASE_URL', 'worker.DATABASE_URL'],
  ['postgres.POSTGRES_USER', 'temporal-schema.SQL_USER', 'temporal.POSTGRES_USER'],
  ['postgres.POSTGRES_PASSWORD', 'temporal-schema.SQL_PASSWORD', 'temporal.POSTGRES_PWD'],
];

/** What stands in two places and differs. */
export function agreementProblems(file: ComposeFile, launcher: EnvSchema): string[] {
  return [
    ...agreements.flatMap((places) => differences(file, places)),
    ...listProblems('kafka-topics: TOPICS', valueAt(file, 'kafka-topics.TOPICS'), topics),
    ...listProblems(
      'temporal-namespace: SEARCH_ATTRIBUTES',
      valueAt(file, 'temporal-namespace.SEARCH_ATTRIBUTES'),
      Object.values(searchAttribute),
    ),
    ...databaseProblems(file),
    ...versionProblems(file),
    ...settingProblems(file, launcher),
  ];
}

function valueAt({ services }: ComposeFile, place: string): string | undefined {
  const [service = '', variable = ''] = place.split('.');
  return environmentOf(services[service] ?? {})[variable];
}

function differences(file: ComposeFile, [first = '', ...others]: readonly string[]): string[] {
  return others
    .filter((place) => valueAt(file, place) !== valueAt(file, first))
    .map((place) => `${place} differs from ${first}`);
}

function listProblems(place: string, given = '', expected: readonly string[]): string[] {
  const names = given.split(/\s+/);
  return [
    ...expected.filter((name) => !names.includes(name)).map((name) => `${place} lacks ${name}`),
    ...names.filter((name) => !expected.includes(name)).map((name) => `${place} has ${name}, which nobody knows`),
  ];
}

function databaseProblems(file: ComposeFile): string[] {
  const [user, password, database] = ['USER', 'PASSWORD', 'DB'].map((name) =>
    valueAt(file, `postgres.POSTGRES_${name}`),
  );
  const expected = `postgres://${user}:${password}@postgres:5432/${database}`;
  return valueAt(file, 'migrate.DATABASE_URL') === expected
    ? []
    : [`migrate.DATABASE_URL is not what postgres has: ${expected}`];
}

/** The schema must be that of the server that uses it. */
function versionProblems({ services }: ComposeFile): string[] {
  const versions = ['temporal', 'temporal-schema', 'temporal-namespace'].map(
    (name) => services[name]?.image?.split(':')[1],
  );
  return new Set(versions).size === 1
    ? []
    : [`Temporal's server and tools have different versions: ${versions.join(', ')}`];
}

/** Settings that the file takes from outside have the names and defaults of `npm start`. */
function settingProblems(file: ComposeFile, launcher: EnvSchema): string[] {
  const defaults = launcher.safeParse({}).data ?? {};
  const settings = [...JSON.stringify(file).matchAll(/\$\{(\w+):([-?])([^}]*)\}/g)];
  return settings.flatMap(([, name = '', kind, value]) => {
    if (!(name in launcher.shape)) return [`${name} is no setting of npm start`];
    if (kind === '?') return [];
    const ours: unknown = defaults[name];
    const isSame = ours === undefined || ours === value || ours === Number(value);
    return isSame ? [] : [`${name} has the default ${JSON.stringify(ours)} in npm start, not ${value}`];
  });
}
