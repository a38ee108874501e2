import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { readJson } from './json-body.js';
import { RequestProblem } from './problem.js';

const megabyte = 1024 * 1024;
const longestBody = megabyte;
/** WhatsApp batches up to 1,000 updates. https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint */
const longestWebhook = 3 * megabyte;

const isWebhook = (url: string): boolean => url.startsWith('/ingress/');

/** Sets bodies up before routes are known: JSON only and bounded; webhooks stay the raw bytes that their signature signs. */
export function configureHttp(app: NestFastifyApplication): void {
  const server = app.getHttpAdapter().getInstance();
  server.removeContentTypeParser('text/plain');
  server.addHook('onRoute', (route) => {
    if (isWebhook(route.url)) route.bodyLimit = longestWebhook;
  });
  app.useBodyParser('application/json', { bodyLimit: longestBody }, (request: FastifyRequest, body, done) => {
    try {
      done(null, isWebhook(request.url) ? body : readJson(body));
    } catch (error) {
      done(error as Error);
    }
  });
  // Nest would add a parser for forms.
  app.useBodyParser('application/x-www-form-urlencoded', {}, (_request, _body, done) => {
    done(new RequestProblem('unsupported_media_type', 'Send JSON and say so: Content-Type: application/json'));
  });
}
