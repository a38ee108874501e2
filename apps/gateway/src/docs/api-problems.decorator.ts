import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { Problem, problemKinds, type ProblemCode } from '../http/problem.js';

const everywhere: readonly ProblemCode[] = ['unauthenticated', 'unavailable'];

const statusOf = (code: ProblemCode): number => problemKinds[code][0];
const wordsOf = (code: ProblemCode): string => `\`${code}\` ${problemKinds[code][1]}`;

/** Documents the problems a route may answer with, beside those of every route. */
export function ApiProblems(...given: readonly ProblemCode[]): MethodDecorator & ClassDecorator {
  const codes = [...given, ...everywhere];
  const statuses = [...new Set(codes.map(statusOf))];
  const responses = statuses.map((status) =>
    ApiResponse({
      status,
      description: codes
        .filter((code) => statusOf(code) === status)
        .map(wordsOf)
        .join(' · '),
      standardSchema: Problem,
    }),
  );
  return applyDecorators(...responses);
}
