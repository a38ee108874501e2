import type { FastifyReply } from 'fastify';
import { problemMediaType, type Problem } from './problem.js';

const tryAgainAfterSeconds = 2;

/** Answers with a problem document. */
export function sendProblem(reply: FastifyReply, problem: Problem): void {
  if (problem.status === 503) void reply.header('retry-after', tryAgainAfterSeconds);
  void reply.status(problem.status).header('content-type', problemMediaType).send(problem);
}
