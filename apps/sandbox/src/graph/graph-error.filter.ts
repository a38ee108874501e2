import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Logger } from '@threadline/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';
import { GraphError } from './graph-error.js';

/** Answers as the Graph API does on its routes, and with Nest's plain problems on our own (`/_sandbox`, `/phone`, health). */
@Catch()
export class GraphErrorFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent || reply.raw.writableEnded) return;
    const own = isOwnRoute(request.url) && error instanceof GraphError ? noSuchRoute : statusOf(error);
    if (own === undefined && !(error instanceof GraphError)) this.logger.error({ err: error }, 'a call failed');
    if (isOwnRoute(request.url)) {
      void reply.status(own?.status ?? 500).send(own?.body ?? { statusCode: 500, message: 'the sandbox has a defect' });
      return;
    }
    const problem = error instanceof GraphError ? error : graphErrorOf(own);
    void reply.status(problem.status).send(problem.body(randomBytes(8).toString('base64url')));
  }
}

interface OwnProblem {
  status: number;
  body: object;
}

/** A path of ours that no route of ours takes falls to the Graph API's. */
const noSuchRoute: OwnProblem = { status: 404, body: { statusCode: 404, message: 'no such control route' } };

const isOwnRoute = (url: string) => /^\/(_sandbox|phone|health|metrics)([/?]|$)/.test(url);

/** Nest's exceptions, and Fastify's (a body that is too large or no JSON), which carry a status of their own. */
function statusOf(error: unknown): OwnProblem | undefined {
  if (error instanceof HttpException) return { status: error.getStatus(), body: bodyOf(error) };
  const { statusCode, message } = error as { statusCode?: unknown; message?: unknown };
  return typeof statusCode === 'number' && statusCode < 500
    ? { status: statusCode, body: { statusCode, message } }
    : undefined;
}

function bodyOf(error: HttpException): object {
  const response = error.getResponse();
  return typeof response === 'object' ? response : { statusCode: error.getStatus(), message: response };
}

function graphErrorOf(own: OwnProblem | undefined): GraphError {
  if (own === undefined) return new GraphError(131000, 'the sandbox has a defect');
  return own.status === 404 ? new GraphError(2500, 'no such path') : new GraphError(100, 'the request cannot be read');
}
