import { runApp } from '@threadline/platform';
import { Env } from './env.schema.js';
import { WorkerModule } from './worker.module.js';

await runApp({ name: 'worker', env: Env, module: (env, logger) => WorkerModule.register(env, logger) });
