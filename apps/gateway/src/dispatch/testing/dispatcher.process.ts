import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { createLogger, createMetrics, Registry } from '@threadline/platform';
import { gateway } from '../../gateway.js';
import { HandlingModule } from '../../handling/handling.module.js';
import { kafkaSettings } from '../../resources/kafka-settings.js';
import { ResourcesModule } from '../../resources/resources.module.js';
import { DispatchModule } from '../dispatch.module.js';
import type { DispatcherPlace } from './dispatcher-process.js';

// The gateway reduced to its role `dispatch`, on topics and in a group of a spec's own: to be ended and killed.
const { variables, ...options } = JSON.parse(process.argv[2] ?? '') as DispatcherPlace;
const env = gateway.env.parse(variables);
const logger = createLogger({ name: 'dispatcher', level: env.LOG_LEVEL });
const provided = [{ provide: Registry, useValue: createMetrics('dispatcher') }];
const metrics = { module: class Metrics {}, providers: provided, exports: provided };
const dispatch = DispatchModule.register({ ...options, kafka: kafkaSettings(env, logger) }, [HandlingModule, metrics]);
const root = { module: class Dispatcher {}, imports: [ResourcesModule.register(env, logger), dispatch] };
const app = await NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
app.enableShutdownHooks();
