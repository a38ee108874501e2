import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { KeyedRequest as KeyedWrite } from '@threadline/persistence';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { createHash } from 'node:crypto';
import { catchError, concatMap, from, of, type Observable } from 'rxjs';
import type { KeyedRequest } from '../auth/holder.decorator.js';
import { problemOf } from '../http/problem-of.js';
import { problemMediaType, RequestProblem } from '../http/problem.js';
import { IdempotentWrites, type Answer } from './idempotent-writes.js';
import { neverKept } from './never-kept.decorator.js';

const writing = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Answers a write that is repeated under its `Idempotency-Key` as it was answered the first time. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly writes: IdempotentWrites,
    private readonly reflector: Reflector,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    if (this.reflector.get<boolean | undefined>(neverKept, context.getHandler())) return next.handle();
    const http = context.switchToHttp();
    const write = keyedWriteOf(http.getRequest<KeyedRequest>());
    if (!write) return next.handle();
    const reply = http.getResponse<FastifyReply>();
    const earlier = await this.writes.begin(write);
    if (earlier) return of(replayed(reply, earlier));
    return next.handle().pipe(
      catchError((error: unknown) => from(this.failed(write, error))),
      concatMap((body: unknown) => from(this.done(write, { status: reply.statusCode, body }))),
    );
  }

  private async done(write: KeyedWrite, answer: Answer): Promise<unknown> {
    await this.end(write, answer);
    return answer.body;
  }

  private async failed(write: KeyedWrite, error: unknown): Promise<never> {
    const body = problemOf(error);
    await this.end(write, { status: body.status, body });
    throw error;
  }

  /** What was done is answered even when the answer cannot be kept for a repetition. */
  private async end(write: KeyedWrite, answer: Answer): Promise<void> {
    await this.writes.end(write, answer).catch(() => undefined);
  }
}

function replayed(reply: FastifyReply, { status, body }: Answer): unknown {
  void reply.status(status).header('idempotency-replayed', 'true');
  if (status >= 400) void reply.header('content-type', problemMediaType);
  return body;
}

/** The write a request makes under a key; undefined when it reads, has no key or needs no API key. */
function keyedWriteOf({ holder, method, url, headers, body }: KeyedRequest): KeyedWrite | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined || !holder || !writing.has(method)) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key))
    throw new RequestProblem('invalid_idempotency_key', 'Send 1 to 255 visible ASCII characters, such as a UUID');
  const requestHash = createHash('sha256')
    .update(`${method} ${url}\n${JSON.stringify(body ?? null)}`)
    .digest();
  return { workspaceId: holder.workspaceId, key, requestHash };
}
