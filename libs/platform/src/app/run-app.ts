import type { DynamicModule, NestApplicationOptions, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyHttpOptions } from 'fastify';
import type { Server } from 'node:http';
import type { z } from 'zod';
import type { AppEnv } from '../config/app-env.js';
import { loadEnv } from '../config/load-env.js';
import { createLogger, type Logger } from '../logging/create-logger.js';
import { NestLogger } from '../logging/nest-logger.js';

/** What an app consists of: its environment's schema, its root module, and what to set up before it listens. */
export interface AppDefinition<E extends AppEnv> {
  name: string;
  env: z.ZodType<E>;
  module: (env: E, logger: Logger) => Type | DynamicModule;
  nest?: Pick<NestApplicationOptions, 'rawBody'>;
  /** Options of the HTTP server, such as its time-outs, and how it answers what never reaches a route. */
  server?: FastifyHttpOptions<Server>;
  configure?: (app: NestFastifyApplication, env: E) => void | Promise<void>;
}

/**
 * Starts an app and lets Nest's shutdown hooks end it on SIGTERM or SIGINT. A start that fails says why and exits with 1,
 * as does a promise nobody handles: what happened to the work behind it is unknown, so an orchestrator shall start anew.
 */
export async function runApp<E extends AppEnv>(definition: AppDefinition<E>): Promise<void> {
  try {
    const env = loadEnv(definition.env);
    const logger = createLogger({ name: definition.name, level: env.LOG_LEVEL });
    process.on('unhandledRejection', (reason) => {
      logger.fatal({ err: reason }, 'a promise was rejected and nobody handled it');
      process.exit(1);
    });
    const app = await createApp(definition, env, logger);
    await app.listen(env.PORT, '0.0.0.0');
    logger.info({ url: await app.getUrl() }, 'ready');
  } catch (error) {
    process.stderr.write(`${definition.name} did not start. ${describe(error)}\n`);
    process.exit(1);
  }
}

/** Builds an app without listening, for tests and for writing its API document. */
export async function createApp<E extends AppEnv>(
  { module, nest, configure, server }: AppDefinition<E>,
  env: E,
  logger: Logger,
): Promise<NestFastifyApplication> {
  // A keep-alive connection with an unread body would hold `close()` back for ever.
  const adapter = new FastifyAdapter({ ...server, forceCloseConnections: true });
  const app = await NestFactory.create<NestFastifyApplication>(module(env, logger), adapter, {
    ...nest,
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  app.enableShutdownHooks();
  await configure?.(app, env);
  return app;
}

const describe = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));
