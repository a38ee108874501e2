import 'reflect-metadata';
import { runApp } from '@threadline/platform';
import { Env } from './env.schema.js';
import { SandboxModule } from './sandbox.module.js';

await runApp({
  name: 'sandbox',
  env: Env,
  module: (env, logger) => SandboxModule.register(env, logger),
  nest: { rawBody: true }, // receivers check signatures
});
