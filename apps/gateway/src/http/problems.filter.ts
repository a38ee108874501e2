import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Logger } from '@threadline/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf } from './problem-of.js';
import { sendProblem } from './send-problem.js';

/** Answers every error with a problem document. What is our fault is logged, never told. */
@Catch()
export class ProblemsFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = problemOf(error);
    if (problem.status >= 500) this.log(error, problem.code, host.switchToHttp().getRequest<FastifyRequest>());
    sendProblem(reply, problem);
  }

  /** The route, not the address: that may carry what somebody typed. */
  private log(err: unknown, code: string, { method, routeOptions }: FastifyRequest): void {
    const level = code === 'internal' ? 'error' : 'warn';
    this.logger[level]({ err, code, method, route: routeOptions?.url }, 'a request failed');
  }
}
