import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../run.js';

/** The part of a zod object schema that is used here. */
export interface EnvSchema {
  readonly shape: Record<string, unknown>;
  safeParse(env: unknown): {
    readonly data?: Record<string, unknown>;
    readonly error?: {
      readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
    };
  };
}

/** Nothing imports an app, so its schema is loaded by its path. */
const load = async (folder: string, name: string): Promise<EnvSchema> => {
  const module = (await import(join(root, folder, 'src/env.schema.ts'))) as Record<string, EnvSchema | undefined>;
  const schema = module[name];
  if (schema === undefined) throw new Error(`${folder}/src/env.schema.ts exports no ${name}`);
  return schema;
};

/** The schema of each app's environment, by the app's name. One after the other: Jest cannot link a module twice at a time. */
export async function appSchemas(): Promise<Record<string, EnvSchema>> {
  const schemas: Record<string, EnvSchema> = {};
  for (const app of readdirSync(join(root, 'apps')))
    if (existsSync(join(root, 'apps', app, 'package.json'))) schemas[app] = await load(`apps/${app}`, 'Env');
  return schemas;
}

/** The schema of the launcher's settings. */
export const launcherSchema = (): Promise<EnvSchema> => load('infra/local', 'LauncherEnv');
