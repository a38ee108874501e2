import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { Registry } from '@threadline/platform';
import { isWebhook } from '../ingress/webhook-path.js';
import { readJson } from './json-body.js';
import { longestBody, longestWebhook, type HttpLimits } from './limits.js';
import { RequestProblem } from './problem.js';
import { UnderWay } from './under-way.js';

/**
 * Sets connections and bodies up before routes are known: bounded, and JSON only; webhooks stay the raw bytes that their signature
 * signs.
 */
export function configureHttp(app: NestFastifyApplication, limits: HttpLimits): void {
  app.getHttpServer().maxConnections = limits.connections;
  const server = app.getHttpAdapter().getInstance();
  server.removeContentTypeParser('text/plain');
  server.addHook('onRoute', (route) => {
    if (isWebhook(route.url)) route.bodyLimit = longestWebhook;
  });
  server.addHook('onRequest', new UnderWay(limits.underWay, app.get(Registry)).admit);
  app.useBodyParser('application/json', { bodyLimit: longestBody }, (request: FastifyRequest, body, done) => {
    try {
      done(null, isWebhook(request.url) ? body : readJson(body));
    } catch (error) {
      done(error as Error);
    }
  });
  // Nest would add a parser for forms. WooCommerce announces a webhook with one.
  app.useBodyParser('application/x-www-form-urlencoded', {}, (request: FastifyRequest, body, done) => {
    if (isWebhook(request.url)) done(null, body);
    else done(new RequestProblem('unsupported_media_type', 'Send JSON and say so: Content-Type: application/json'));
  });
}
