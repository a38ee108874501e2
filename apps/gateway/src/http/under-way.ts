import { Gauge, type Registry } from '@threadline/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Socket } from 'node:net';
import { isWebhook } from '../ingress/webhook-path.js';
import { InFlight } from './in-flight.js';
import { longestBody, longestWebhook, type HttpLimits } from './limits.js';
import { problemOf } from './problem-of.js';
import { RequestProblem } from './problem.js';
import { sendProblem } from './send-problem.js';

/** Bounds the memory that requests take until they are answered. */
export class UnderWay {
  private readonly webhooks: InFlight;
  private readonly others: InFlight;
  private readonly waiting = new WeakMap<Socket, Set<() => void>>();

  constructor({ webhooks, others }: HttpLimits['underWay'], registry: Registry) {
    this.webhooks = new InFlight({ bytes: webhooks });
    this.others = new InFlight({ bytes: others });
    const rooms = Object.entries({ webhooks: this.webhooks, others: this.others });
    new Gauge({
      name: 'threadline_http_under_way_bytes',
      help: 'Bytes kept for requests that are not answered yet, by what the requests are',
      labelNames: ['of'],
      registers: [registry],
      collect() {
        for (const [of, room] of rooms) this.set({ of }, room.taken);
      },
    });
  }

  /** What there is no room for is answered 503 before its body is read: senders of webhooks deliver again. */
  readonly admit = (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const giveBack = isWebhook(request.url)
      ? this.webhooks.take(lengthOf(request, longestWebhook))
      : this.others.take(lengthOf(request, longestBody));
    if (giveBack) {
      this.keep(request.raw.socket, reply, giveBack);
      return done();
    }
    const words = 'Too many requests are under way: send it again in a moment';
    sendProblem(reply, problemOf(new RequestProblem('unavailable', words)));
  };

  /** Until it is answered, or the connection is gone: answers that wait behind another of their connection hear nothing of that. */
  private keep(connection: Socket, reply: FastifyReply, giveBack: () => void): void {
    const waiting = this.waiting.get(connection) ?? this.watch(connection);
    waiting.add(giveBack);
    reply.raw.once('close', () => {
      waiting.delete(giveBack);
      giveBack();
    });
  }

  private watch(connection: Socket): Set<() => void> {
    const waiting = new Set<() => void>();
    this.waiting.set(connection, waiting);
    connection.once('close', () => waiting.forEach((giveBack) => giveBack()));
    return waiting;
  }
}

/** What a request says of its length; the most it may have when it comes in chunks. More is refused as soon as it is read. */
function lengthOf({ headers }: FastifyRequest, longest: number): number {
  if (headers['transfer-encoding'] !== undefined) return longest;
  return Math.min(Number(headers['content-length'] ?? 0), longest);
}
