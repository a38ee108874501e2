import { runApp } from '@threadline/platform';
import { AppModule } from './app.module.js';
import { Env } from './env.schema.js';

await runApp({
  name: 'gateway',
  env: Env,
  module: (env, logger) => AppModule.register(env, logger),
  nest: { rawBody: true },
});
