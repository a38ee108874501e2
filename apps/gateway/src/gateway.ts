import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { AppDefinition } from '@threadline/platform';
import type { FastifyReply } from 'fastify';
import { AppModule } from './app.module.js';
import { apiDocument } from './docs/api-document.js';
import { eventDocument } from './docs/event-document.js';
import { Env } from './env.schema.js';
import { configureHttp } from './http/configure-http.js';
import { httpLimits, type HttpLimits } from './http/limits.js';
import { serverOptions } from './http/server-options.js';

/** The gateway as an app, with other limits in tests. */
export const gatewayWithin = (limits: HttpLimits): AppDefinition<Env> => ({
  name: 'gateway',
  env: Env,
  module: (env, logger) => AppModule.register(env, logger),
  server: serverOptions(limits),
  configure(app: NestFastifyApplication, { GATEWAY_ROLES }: Env) {
    configureHttp(app, limits);
    if (!GATEWAY_ROLES.includes('api')) return;
    SwaggerModule.setup('docs', app, () => apiDocument(app));
    app.getHttpAdapter().get('/docs-events-json', (_request, reply: FastifyReply) => reply.send(eventDocument()));
  },
});

export const gateway = gatewayWithin(httpLimits);
