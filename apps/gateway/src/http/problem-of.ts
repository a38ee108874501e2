import { HttpException } from '@nestjs/common';
import type { Problem as DefinitionProblem } from '@threadline/automation';
import { isTransient } from '@threadline/persistence';
import { problemKinds, RequestProblem, type Problem, type ProblemCode, type ProblemPlace } from './problem.js';

/** What the errors of features carry beside their code. */
interface CodedError extends Error {
  code: string;
  problems?: readonly DefinitionProblem[];
}

/** The problem document of an error. An error that nobody foresaw tells nothing of itself. */
export function problemOf(error: unknown): Problem {
  if (error instanceof RequestProblem) return problem(error.code, error.message, error.places);
  if (isTransient(error)) return problem('unavailable', 'A part of the system does not answer: try again in a moment');
  if (isCoded(error)) return problem(error.code, error.message, (error.problems ?? []).map(placeOf));
  const status = statusOf(error);
  if (status !== undefined) return problem(codeOfStatus(status), wordsOfStatus(status, error));
  return problem('internal', 'The error was recorded; trying again may help');
}

/** A place of a definition, as problem documents write it. */
export const placeOf = ({ path, code, message, fix }: DefinitionProblem): ProblemPlace => ({
  pointer: path,
  code,
  message,
  fix,
});

function problem(code: ProblemCode, detail: string, errors: readonly ProblemPlace[] = []): Problem {
  const [status, title] = problemKinds[code];
  return {
    type: `urn:threadline:problem:${code}`,
    title,
    status,
    detail,
    code,
    ...(errors.length > 0 && { errors: [...errors] }),
  };
}

/** Whether an error is of a kind that the API documents. */
export const isCoded = (error: unknown): error is CodedError & { code: ProblemCode } =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  Object.hasOwn(problemKinds, error.code);

/** The client's mistakes as Nest and Fastify report them. */
function statusOf(error: unknown): number | undefined {
  const status: unknown =
    error instanceof HttpException
      ? error.getStatus()
      : error instanceof Error && 'statusCode' in error
        ? error.statusCode
        : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}

const codesByStatus: Readonly<Record<number, ProblemCode>> = {
  401: 'unauthenticated',
  404: 'not_found',
  413: 'body_too_large',
  415: 'unsupported_media_type',
};
const codeOfStatus = (status: number): ProblemCode => codesByStatus[status] ?? 'invalid_request';

const wordsByStatus: Readonly<Record<number, string>> = {
  404: 'There is no such route: /docs lists them',
  413: 'Send less at once',
  415: 'Send JSON and say so: Content-Type: application/json',
};
const wordsOfStatus = (status: number, error: unknown): string =>
  wordsByStatus[status] ?? (error instanceof Error ? error.message : 'The request is not well formed');
