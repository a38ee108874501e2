import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { InFlight } from '../ingress/in-flight.js';
import { webhookPrefix } from '../ingress/webhook-path.js';
import { readJson } from './json-body.js';
import { problemOf } from './problem-of.js';
import { RequestProblem } from './problem.js';
import { sendProblem } from './send-problem.js';

const megabyte = 1024 * 1024;
const longestBody = megabyte;
/** WhatsApp batches up to 1,000 updates. https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint */
const longestWebhook = 3 * megabyte;
/** A thousand webhooks of usual sizes and some very large ones. */
const webhooksInFlight = 96 * megabyte;

const isWebhook = (url: string): boolean => url.startsWith('/ingress/') || url.startsWith(webhookPrefix);

/** Sets bodies up before routes are known: JSON only and bounded; webhooks stay the raw bytes that their signature signs. */
export function configureHttp(app: NestFastifyApplication): void {
  const server = app.getHttpAdapter().getInstance();
  server.removeContentTypeParser('text/plain');
  server.addHook('onRoute', (route) => {
    if (isWebhook(route.url)) route.bodyLimit = longestWebhook;
  });
  server.addHook('onRequest', boundWebhooks(new InFlight({ bytes: webhooksInFlight })));
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

/** Webhooks beyond what memory holds are answered 503 before their body is read: their senders deliver again. */
const boundWebhooks = (inFlight: InFlight) => (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
  if (!isWebhook(request.url)) return done();
  const giveBack = inFlight.take(Math.min(Number(request.headers['content-length'] ?? longestWebhook), longestWebhook));
  if (giveBack) {
    reply.raw.once('close', giveBack);
    return done();
  }
  sendProblem(reply, problemOf(new RequestProblem('unavailable', 'Too many webhooks are under way: deliver it again')));
};
