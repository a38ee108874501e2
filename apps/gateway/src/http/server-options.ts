import type { AppDefinition, AppEnv } from '@threadline/platform';
import type { Socket } from 'node:net';
import type { HttpLimits } from './limits.js';
import { problemOf } from './problem-of.js';
import { problemMediaType, RequestProblem } from './problem.js';
import { sendProblem } from './send-problem.js';

/** How the server treats what never reaches a route: slow and oversized requests, and what is no HTTP. */
export const serverOptions = (limits: HttpLimits): NonNullable<AppDefinition<AppEnv>['server']> => ({
  requestTimeout: limits.requestMs,
  connectionTimeout: limits.idleMs,
  http: {
    headersTimeout: limits.headersMs,
    connectionsCheckingInterval: limits.lookEveryMs,
    maxHeaderSize: limits.headerBytes,
  },
  frameworkErrors: (error, _request, reply) => sendProblem(reply, problemOf(error)),
  clientErrorHandler: (error, socket) => refuse(error, socket, limits),
});

/** Answers over the bare connection, and ends it. */
function refuse(error: { code?: string } & Error, socket: Socket, limits: HttpLimits): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const problem = problemOf(problemBy(error.code, limits));
  const body = JSON.stringify(problem);
  if (socket.writable)
    socket.write(
      `HTTP/1.1 ${problem.status} ${problem.title}\r\ncontent-type: ${problemMediaType}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    );
  socket.destroy(error);
}

/** https://nodejs.org/api/http.html#event-clienterror */
function problemBy(code: string | undefined, { headerBytes, requestMs }: HttpLimits): RequestProblem {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new RequestProblem('headers_too_large', `Address and headers have at most ${headerBytes} bytes`);
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new RequestProblem('request_timeout', `A request must have come within ${requestMs / 1_000} seconds`);
  return new RequestProblem('invalid_request', 'This is no HTTP request');
}
