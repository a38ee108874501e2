import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { AppDefinition } from '@threadline/platform';
import type { FastifyReply } from 'fastify';
import { AppModule } from './app.module.js';
import { apiDocument } from './docs/api-document.js';
import { eventDocument } from './docs/event-document.js';
import { Env } from './env.schema.js';
import { configureHttp } from './http/configure-http.js';
import { problemOf } from './http/problem-of.js';
import { sendProblem } from './http/send-problem.js';

/** The gateway as an app. */
export const gateway: AppDefinition<Env> = {
  name: 'gateway',
  env: Env,
  module: (env, logger) => AppModule.register(env, logger),
  server: { frameworkErrors: (error, _request, reply) => sendProblem(reply, problemOf(error)) },
  configure(app: NestFastifyApplication, { GATEWAY_ROLES }: Env) {
    configureHttp(app);
    if (!GATEWAY_ROLES.includes('api')) return;
    SwaggerModule.setup('docs', app, () => apiDocument(app));
    app.getHttpAdapter().get('/docs-events-json', (_request, reply: FastifyReply) => reply.send(eventDocument()));
  },
};
